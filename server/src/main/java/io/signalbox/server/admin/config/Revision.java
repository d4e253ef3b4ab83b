package io.signalbox.server.admin.config;

import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.ConfigNode.Mark;
import io.signalbox.config.tree.Problems;
import io.signalbox.config.tree.YamlReader;
import io.signalbox.server.admin.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The persisted document at one moment.
 *
 * @param bytes of the file; none when there is no file
 */
record Revision(byte[] bytes) {
  static final Revision NONE = new Revision(new byte[0]);

  /** SHA-256 of the bytes, in hexadecimal. */
  String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The entity tag (RFC 9110, 8.8.3). */
  String etag() {
    return '"' + sha256() + '"';
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  String text() {
    return text(bytes);
  }

  /** The document's nodes; refused when it cannot be read. */
  Mapping tree() {
    var problems = new Problems("configuration");
    try {
      if (new YamlReader(problems).read(text()) instanceof Mapping mapping) {
        return mapping;
      }
    } catch (Refusal unreadable) {
      throw broken().with(problems.sorted());
    }
    throw broken().with(problems.sorted());
  }

  /** The document's nodes; none when it cannot be read, so that it can be replaced. */
  Mapping treeOrNone() {
    try {
      return tree();
    } catch (Refusal unreadable) {
      return Mapping.empty(Mark.START);
    }
  }

  private static Refusal broken() {
    return new Refusal(
        500, "PARSE_ERROR", "the configuration file is no readable mapping; PUT a new one");
  }

  /** A text that a client sent as UTF-8; refused when it is none. */
  static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException binary) {
      throw new Refusal(400, "YAML_PARSE_ERROR", "not text (expected: UTF-8)");
    }
  }

  /**
   * The nodes of a text that a client sent.
   *
   * @param strict whether it is refused for anything; else only where it is no YAML at all, since
   *     the rest is found when the document is judged
   */
  static Mapping tree(String yaml, boolean strict) {
    var problems = new Problems("request");
    var root = new YamlReader(problems).read(yaml);
    if (problems.errors() > 0 && (strict || root == null)) {
      throw new Refusal(400, "YAML_PARSE_ERROR", first(problems)).with(problems.sorted());
    }
    if (!(root instanceof Mapping mapping)) {
      throw new Refusal(400, "CONFIG_PARSE_ERROR", "not a mapping (expected: a mapping)");
    }
    return mapping;
  }

  private static String first(Problems problems) {
    return problems.sorted().stream().findFirst().map(p -> p.text()).orElse("not YAML");
  }

  /** Whether a value of {@code If-Match} (RFC 9110, 13.1.1) names this revision. */
  boolean matches(String ifMatch) {
    return List.of(ifMatch.split(",", -1)).stream()
        .map(String::strip)
        .anyMatch(tag -> tag.equals("*") ? !isEmpty() : tag.equals(etag()));
  }
}
