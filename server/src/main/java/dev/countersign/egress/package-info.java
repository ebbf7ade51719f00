/// The only opener of outbound connections: knows the upstreams, keeps calls inside the allowed
/// regions, and gives up in time.
///
/// *Upstream*: a server that speaks the OpenAI protocol, with a region, a pinned model version and
/// a statement that it does not train on what it is sent. *Residency*: whether a region outside the
/// allowed ones is refused.
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"kernel"})
package dev.countersign.egress;
