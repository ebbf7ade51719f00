package dev.countersign.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ids and keys here are made up; those with check digits are published test values.
class RuleFinderTest {
    private static final Finder RULES = Finders.rules();

    private static List<String> found(Finder finder, String text) {
        return finder.find(text).stream()
                .map(s -> s.kind() + " " + text.substring(s.start(), s.end()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    write to ann.lee+tickets@example.co.uk. | EMAIL | ann.lee+tickets@example.co.uk
                    an jürgen@bücher.example, bitte | EMAIL | jürgen@bücher.example
                    用户@例子.广告 | EMAIL | 用户@例子.广告
                    <bob@example.com> wrote | EMAIL | bob@example.com
                    ring +44 20 7946 0958 today | PHONE | +44 20 7946 0958
                    on 905-674-3793 please | PHONE | 905-674-3793
                    reach me (541) 714-1388 | PHONE | (541) 714-1388
                    Tel. 030 901820 danke | PHONE | 030 901820
                    card 4111 1111 1111 1111 lost | CARD | 4111 1111 1111 1111
                    card 4111-1111-1111-1111, exp 12/27 | CARD | 4111-1111-1111-1111
                    amex 378282246310005 | CARD | 378282246310005
                    amex 3782 822463 10005 | CARD | 3782 822463 10005
                    to DE89 3704 0044 0532 0130 00 now | IBAN | DE89 3704 0044 0532 0130 00
                    GB82WEST12345698765432 | IBAN | GB82WEST12345698765432
                    ssn 219-09-9999 | NATIONAL_ID | 219-09-9999
                    ITIN 912-70-1234 | NATIONAL_ID | 912-70-1234
                    NI number AB 12 34 56 C | NATIONAL_ID | AB 12 34 56 C
                    NHS number 943 476 5919 | NATIONAL_ID | 943 476 5919
                    Steuer-ID 86095742719 | NATIONAL_ID | 86095742719
                    NIR 2 55 08 14 168 025 38 | NATIONAL_ID | 2 55 08 14 168 025 38
                    DNI 12345678Z | NATIONAL_ID | 12345678Z
                    NIE X1234567L | NATIONAL_ID | X1234567L
                    CF RSSMRA85T10A562S | NATIONAL_ID | RSSMRA85T10A562S
                    BSN 111222333 | NATIONAL_ID | 111222333
                    SIN 046 454 286 | NATIONAL_ID | 046 454 286
                    Aadhaar 2341 2341 2346 | NATIONAL_ID | 2341 2341 2346
                    PESEL 44051401359 | NATIONAL_ID | 44051401359
                    CPF 529.982.247-25 | NATIONAL_ID | 529.982.247-25
                    from 203.0.113.7: refused | IP | 203.0.113.7
                    at 2001:db8::8a2e:370:7334 | IP | 2001:db8::8a2e:370:7334
                    see https://ann:hunter2@db.example/x | URL_CREDENTIAL | ann:hunter2
                    GET /x?token=abc123&y=1 | SECRET | abc123
                    password=Tr0ub4dor | SECRET | Tr0ub4dor
                    "api_key": "9f8e7d6c5b" | SECRET | 9f8e7d6c5b
                    key AKIAIOSFODNN7EXAMPLE leaked | SECRET | AKIAIOSFODNN7EXAMPLE
                    ghp_0123456789abcdefABCDEF0123456789abcd | SECRET | ghp_0123456789abcdefABCDEF0123456789abcd
                    Authorization: Bearer 0f1e2d3c4b5a69788796 | SECRET | 0f1e2d3c4b5a69788796
                    she was born on 12 March 1980 in | DATE_OF_BIRTH | 12 March 1980
                    DOB: 1980-03-12 | DATE_OF_BIRTH | 1980-03-12
                    date of birth March 12, 1980. | DATE_OF_BIRTH | March 12, 1980
                    my driver's license number is 2270-66-1551 | DRIVER_LICENCE | 2270-66-1551
                    """)
    void findsWhatProvesItself(String text, Kind kind, String expected) {
        assertThat(found(RULES, text)).contains(kind + " " + expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order 4111111111111112 shipped",
                "ticket 20240118 and order 1234567890",
                "on 2024-10-12 at 14:03:22 UTC",
                "1987 74 Diakou Street",
                "release v1.2.3.4 and version 10.20.30.40",
                "std::vector<int>::size and a::b",
                "https://runbooks.example/payments#step-3",
                "+10 000 000 users, +15 per cent, 1e+1234567",
                "budget 10 000 000 EUR, up 12.5%",
                "the password was reset; Password: please reset it",
                "risk-based sk-learn-style naming",
                "a @ b, @mention, user@localhost",
                "DE89 3704 0044 0532 0130 01",
                "pages 12-14, lines 100-200, 3/4 of 10",
                "sha 3f786850e387550fdab836ed7e6dc881de23001b",
                "x = 3.14159265358979",
                "SKU AB-123456-C, RMA 12345678A",
                "latency 99.9 99.95 99.99 per cent",
            })
    void leavesOperationsTextAlone(String text) {
        assertThat(found(RULES, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    This 79 year old woman | AGE | 79
                    my brother just turned 60 | AGE | 60
                    On 2007-01-17 23:08:55, the | DATE_TIME | 23:08:55
                    was founded in 1977. | DATE_TIME | 1977
                    ZIP: 3520 | ZIP | 3520
                    go to 1668 Glyn St now | STREET_ADDRESS | 1668 Glyn St
                    at PSC 0413, Box 8144, APO AA 42323. | STREET_ADDRESS | PSC 0413, Box 8144, APO AA 42323
                    see www.example.com/a now | URL | www.example.com/a
                    she moved to New Zealand | PLACE | New Zealand
                    a French citizen | NATIONALITY | French
                    this is Dr. Lee | TITLE | Dr.
                    """)
    void findsWhatAPlaybookAsksForBeyondTheDefault(String text, Kind kind, String expected) {
        assertThat(found(Finders.rules(Kind.all()), text)).contains(kind + " " + expected);
        assertThat(found(RULES, text)).isEmpty();
    }

    @Test
    void seesThroughInvisibleAndFullWidthChars() {
        assertThat(found(RULES, "ann\u200b.lee@exa\u00admple.com!"))
                .containsExactly("EMAIL ann\u200b.lee@exa\u00admple.com");
        assertThat(found(RULES, "card ４１１１ 1111 1111 １１１１."))
                .containsExactly("CARD ４１１１ 1111 1111 １１１１");
    }

    @Test
    void findsAPrivateKeyToItsLastLine() {
        var key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nAAAA==\n-----END RSA PRIVATE KEY-----";

        assertThat(found(RULES, "see\n" + key + "\nok")).containsExactly("SECRET " + key);
        assertThat(found(RULES, "see -----BEGIN PRIVATE KEY-----\nMIIE"))
                .containsExactly("SECRET -----BEGIN PRIVATE KEY-----\nMIIE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "@",
                "a@",
                "<",
                "1 ",
                "1-",
                "+1",
                "(1",
                ":",
                "a:",
                "1:",
                "1.",
                "://",
                "a://",
                "-----BEGIN PRIVATE KEY",
                "-----BEGIN ",
                "password=",
                "Bearer ",
                "sk-",
                "DE89",
                "a.",
                "A1",
                "\u200b1",
                "12 March "
            })
    void looksAtHostileTextALinearNumberOfTimes(String unit) {
        var once = RuleFinder.inspections(unit.repeat(20_000 / unit.length()));
        var tenfold = RuleFinder.inspections(unit.repeat(200_000 / unit.length()));

        assertThat(tenfold).isLessThan(11 * once + 20_000);
    }

    @Test
    void letsARuleWinAndClipsTheName() {
        Finder names = text -> List.of(new Span(0, 20, Kind.PERSON));
        Finder rules = text -> List.of(new Span(4, 12, Kind.EMAIL));

        assertThat(Finders.with(rules, names).find("Ann a@b.comm Lee Kim"))
                .containsExactly(
                        new Span(0, 4, Kind.PERSON),
                        new Span(4, 12, Kind.EMAIL),
                        new Span(12, 20, Kind.PERSON));
    }
}
