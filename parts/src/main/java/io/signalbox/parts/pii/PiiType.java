package io.signalbox.parts.pii;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A kind of personal data or secret. */
public enum PiiType {
  PERSON(false, "NAME", "PERSON_NAME", "PER", "FIRST_NAME", "LAST_NAME"),
  GPE(false, "LOCATION", "LOC", "CITY", "COUNTRY", "STATE", "PLACE"),
  ORGANIZATION(false, "ORG", "ORGANISATION", "COMPANY"),
  STREET_ADDRESS(false, "ADDRESS", "STREET"),
  ZIP_CODE(false, "ZIP", "ZIPCODE", "POSTCODE", "POSTAL_CODE"),
  PHONE_NUMBER(false, "PHONE", "TELEPHONE", "TELEPHONE_NUMBER", "MOBILE"),
  EMAIL_ADDRESS(true, "EMAIL", "E_MAIL", "MAIL"),
  US_SSN(true, "SSN", "SOCIAL_SECURITY_NUMBER"),
  NATIONAL_ID(false, "ID_NUMBER", "TAX_ID", "US_ITIN", "UK_NINO", "UK_NHS", "ES_NIF", "ES_NIE"),
  CREDIT_CARD(true, "CARD", "CREDIT_CARD_NUMBER", "CARD_NUMBER"),
  IBAN_CODE(true, "IBAN"),
  BANK_ACCOUNT(false, "US_BANK_NUMBER", "BANK_ACCOUNT_NUMBER", "ACCOUNT_NUMBER"),
  IP_ADDRESS(true, "IP"),
  MAC_ADDRESS(true, "MAC"),
  URL_WITH_CREDENTIALS(true, "CONNECTION_STRING"),
  API_KEY(false, "SECRET", "TOKEN", "SECRET_KEY", "ACCESS_TOKEN", "CREDENTIAL"),
  DATE_OF_BIRTH(false, "DOB", "BIRTH_DATE", "BIRTHDATE"),
  DATE_TIME(false, "DATE", "TIME"),
  AGE(false),
  PASSPORT(false, "US_PASSPORT", "PASSPORT_NUMBER"),
  US_DRIVER_LICENSE(false, "DRIVER_LICENSE", "DRIVERS_LICENSE", "DRIVING_LICENCE"),
  MEDICAL_RECORD_NUMBER(false, "MRN", "MEDICAL_RECORD", "MEDICAL_LICENSE"),
  USERNAME(false, "USER_NAME", "USER", "LOGIN"),
  PASSWORD(false, "PASS", "PASSPHRASE", "PWD"),
  TITLE(false, "HONORIFIC"),
  NRP(false, "NATIONALITY", "RELIGION", "NORP"),
  LICENSE_PLATE(false, "PLATE", "LICENCE_PLATE", "VEHICLE_PLATE"),
  CRYPTO_WALLET(false, "CRYPTO", "WALLET", "WALLET_ADDRESS"),
  DOMAIN_NAME(true, "DOMAIN", "HOST", "HOSTNAME");

  private final boolean validated;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> aliases;

  PiiType(boolean validated, String... aliases) {
    this.validated = validated;
    this.aliases = List.of(aliases);
  }

  /** Whether rules can tell what is of this type from what only looks so. */
  boolean validated() {
    return validated;
  }

  /** Other names that are taken for it. */
  public List<String> aliases() {
    return aliases;
  }

  /** The type of a name, whatever its letter case and whether it has blanks or hyphens. */
  public static Optional<PiiType> named(String name) {
    var wanted = name.strip().toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    return Arrays.stream(values())
        .filter(type -> type.name().equals(wanted) || type.aliases.contains(wanted))
        .findFirst();
  }

  /** Every name that {@link #named} takes. */
  public static List<String> names() {
    var names = new ArrayList<String>();
    for (var type : values()) {
      names.add(type.name());
      names.addAll(type.aliases);
    }
    return names;
  }
}
