/// What tests of every module share.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        type = org.springframework.modulith.ApplicationModule.Type.OPEN)
package dev.countersign.testing;
