/// Buttons in the systems that people work in anyway: a microtool of the playbook says which
/// (`product`), and this makes what an administrator of that system installs.
///
/// A button takes the ticket's text to the page *Ask*, in the address's fragment, which no server
/// ever sees; asking is done there, by the person who is signed in. Start with
/// [dev.countersign.host.HostApps].
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel", "playbook", "ui"})
package dev.countersign.host;
