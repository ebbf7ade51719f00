package dev.countersign.redaction.rules;

/// Check digits. Every method takes digits only (letters where it says so) of the right length.
final class Checks {
    private static final int[][] DIHEDRAL = new int[10][10];
    private static final int[] PERMUTATION = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
    private static final String FISCAL_ODD = "BAKPLCQDREVOSFTGUHMINJWZYX";

    static {
        for (var a = 0; a < 10; a++) {
            for (var b = 0; b < 10; b++) {
                var turn = a < 5 ? b % 5 + a : a - b % 5;
                var sum = ((turn % 5) + 5) % 5;
                DIHEDRAL[a][b] = (a < 5) == (b < 5) ? sum : sum + 5;
            }
        }
    }

    private Checks() {}

    static boolean luhn(String digits) {
        var sum = 0;
        for (var i = 0; i < digits.length(); i++) {
            var d = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? d : d < 5 ? 2 * d : 2 * d - 9;
        }
        return sum % 10 == 0;
    }

    /// ISO 7064 mod 97-10 as IBANs use it: letters and digits, the first four already at the end.
    static boolean mod97(String characters) {
        var rest = 0;
        for (var i = 0; i < characters.length(); i++) {
            var value = Character.digit(characters.charAt(i), 36);
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
        }
        return rest == 1;
    }

    static int weighted(String digits, int... weights) {
        var sum = 0;
        for (var i = 0; i < weights.length; i++) {
            sum += (digits.charAt(i) - '0') * weights[i];
        }
        return sum;
    }

    /// Aadhaar (Verhoeff's dihedral check).
    static boolean verhoeff(String digits) {
        var check = 0;
        for (var i = 0; i < digits.length(); i++) {
            var d = digits.charAt(digits.length() - 1 - i) - '0';
            for (var k = 0; k < i % 8; k++) {
                d = PERMUTATION[d];
            }
            check = DIHEDRAL[check][d];
        }
        return check == 0;
    }

    static boolean nhs(String digits) {
        var check = 11 - weighted(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return check != 10 && check % 11 == digits.charAt(9) - '0';
    }

    static boolean bsn(String digits) {
        var sum = weighted(digits, 9, 8, 7, 6, 5, 4, 3, 2, -1);
        return sum % 11 == 0 && !isOneDigit(digits);
    }

    static boolean pesel(String digits) {
        return weighted(digits, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0
                && isDay(digits.substring(4, 6))
                && Integer.parseInt(digits.substring(2, 4)) % 20 >= 1
                && Integer.parseInt(digits.substring(2, 4)) % 20 <= 12;
    }

    static boolean cpf(String digits) {
        var first = weighted(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        var second = weighted(digits, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        return first == digits.charAt(9) - '0'
                && second == digits.charAt(10) - '0'
                && !isOneDigit(digits);
    }

    /// Germany's Steuer-ID (ISO 7064 mod 11,10; one of the first ten digits comes twice or thrice).
    static boolean steuerId(String digits) {
        var product = 10;
        var seen = 0;
        for (var i = 0; i < 10; i++) {
            seen |= 1 << (digits.charAt(i) - '0');
            var sum = (digits.charAt(i) - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        var distinct = Integer.bitCount(seen);
        return digits.charAt(0) != '0'
                && (distinct == 8 || distinct == 9)
                && (11 - product) % 10 == digits.charAt(10) - '0';
    }

    /// France's NIR, 15 digits: 97 minus the first 13 mod 97 are the last two.
    static boolean nir(String digits) {
        var month = Integer.parseInt(digits.substring(3, 5));
        var key = 97 - Long.parseLong(digits.substring(0, 13)) % 97;
        return (digits.charAt(0) == '1' || digits.charAt(0) == '2')
                && ((month >= 1 && month <= 12) || (month >= 20 && month <= 42))
                && key == Integer.parseInt(digits.substring(13));
    }

    /// Spain's DNI, or NIE with X, Y, Z already written as 0, 1, 2.
    static boolean dni(String digits, char letter) {
        return "TRWAGMYFPDXBNJZSQVHLCKE".charAt(Integer.parseInt(digits) % 23)
                == Character.toUpperCase(letter);
    }

    /// Italy's codice fiscale, 16 upper-case letters and digits.
    static boolean codiceFiscale(String code) {
        var sum = 0;
        for (var i = 0; i < 15; i++) {
            var c = code.charAt(i);
            var value = Text.isDigit(c) ? c - '0' : c - 'A';
            sum += i % 2 == 1 ? value : FISCAL_ODD.indexOf((char) ('A' + value));
        }
        return 'A' + sum % 26 == code.charAt(15);
    }

    static boolean isOneDigit(String digits) {
        return digits.chars().distinct().count() == 1;
    }

    private static boolean isDay(String digits) {
        var day = Integer.parseInt(digits);
        return day >= 1 && day <= 31;
    }
}
