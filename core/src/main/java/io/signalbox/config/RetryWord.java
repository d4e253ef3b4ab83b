package io.signalbox.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A word of {@code retry_on}: what another try may mend. The words are Envoy's. */
public enum RetryWord {
  /** No connection came about; nothing was sent. */
  CONNECT_FAILURE("connect-failure"),
  /** As {@link #CONNECT_FAILURE}: nothing was worked on. */
  REFUSED_STREAM("refused-stream"),
  /** The connection broke off before the reply's head. */
  RESET("reset"),
  /** Any 5xx, and no answer of any kind. */
  SERVER_ERROR("5xx"),
  /** 502, 503 or 504, and no answer of any kind. */
  GATEWAY_ERROR("gateway-error"),
  /** 409. */
  RETRIABLE_4XX("retriable-4xx");

  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");
  private static final Pattern STATUS = Pattern.compile("[45]\\d\\d");

  private final String word;

  RetryWord(String word) {
    this.word = word;
  }

  /** The words of a text, which commas or blanks part. */
  public static List<String> split(String text) {
    return SEPARATOR.splitAsStream(text.strip()).filter(word -> !word.isEmpty()).toList();
  }

  /** Whether a word is a status code by itself, such as {@code 429}. */
  public static boolean isStatus(String word) {
    return STATUS.matcher(word).matches();
  }

  /** Whether a word of a text is this one. */
  public boolean is(String text) {
    return word.equals(text);
  }

  /** Whether a word says when to try again. */
  public static boolean known(String word) {
    return isStatus(word) || Arrays.stream(values()).anyMatch(value -> value.is(word));
  }

  /** All words, for people. */
  public static String all() {
    return Arrays.stream(values())
        .map(value -> value.word)
        .collect(Collectors.joining(", ", "", " or a status such as 429"));
  }
}
