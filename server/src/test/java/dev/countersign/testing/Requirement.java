package dev.countersign.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Which requirements a test proves, for example `@Requirement("E31")`. It counts only on tests at
/// an HTTP, command-line or page boundary, or on laws of pure code.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Requirement {
    String[] value();
}
