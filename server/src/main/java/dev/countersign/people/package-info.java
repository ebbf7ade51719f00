/// Who is asking, and what they may do.
///
/// *Person*: someone with a name, an e-mail address and roles. *Identity*: a person as shown by a
/// key or a session; it carries the *epoch* at which it was read, and whatever records its use asks
/// [dev.countersign.people.People#revalidate] in the same transaction. *Key*: 256 random bits,
/// shown once, found again by its HMAC.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"kernel", "storage", "ledger"})
package dev.countersign.people;
