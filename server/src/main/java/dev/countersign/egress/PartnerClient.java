package dev.countersign.egress;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;

/// Makes the HTTP client by which a partner is reached: only its own hosts, only while its region
/// is allowed, no redirects, every wait bounded.
public final class PartnerClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private PartnerClient() {}

    /// Why nothing may be sent to this partner now; empty where it may.
    public static Optional<String> refusal(Partner partner, Optional<Residency> residency) {
        return residency.flatMap(r -> r.refusal(partner.name(), partner.region()));
    }

    /// @param residency what the playbook in force allows; asked for every request
    /// @param deadline for a whole answer
    public static OkHttpClient open(
            Partner partner, Supplier<Optional<Residency>> residency, Duration deadline) {
        return new OkHttpClient.Builder()
                .connectTimeout(CONNECT)
                .readTimeout(deadline)
                .writeTimeout(deadline)
                .callTimeout(deadline)
                .followRedirects(false)
                .followSslRedirects(false)
                // A request that may have arrived is never sent again behind our back.
                .retryOnConnectionFailure(false)
                .addInterceptor(chain -> {
                    var request = chain.request();
                    check(partner, request.url().uri(), residency.get());
                    return chain.proceed(request);
                })
                .build();
    }

    /// @throws NotAllowed where nothing may be sent to this address
    public static void check(Partner partner, URI address, Optional<Residency> residency)
            throws NotAllowed {
        if (!partner.owns(address)) {
            throw new NotAllowed("`" + address.getHost() + "` is no host of " + partner.name());
        }
        var refused = refusal(partner, residency);
        if (refused.isPresent()) {
            throw new NotAllowed(refused.get());
        }
    }
}
