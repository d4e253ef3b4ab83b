package io.signalbox.parts.cache;

import io.signalbox.chat.Usage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is kept.
 *
 * @param question the newest words of the user that it answers
 * @param form what its bytes are
 * @param contentType as the backend gave it
 * @param body the bytes that were delivered
 * @param portable whether it can be told in another form without loss
 * @param storedAt when it was delivered, by the wall clock
 * @param usage what it cost, or null when not told
 * @param mostTokens its length in tokens is known not to be over this; null when nothing is known
 */
public record StoredAnswer(
    String question,
    AnswerForm form,
    String contentType,
    byte[] body,
    boolean portable,
    Instant storedAt,
    @Nullable Usage usage,
    @Nullable Long mostTokens) {
  private static final int VERSION = 1;
  private static final int MARK = 0x53424100 + VERSION;
  private static final int SEAL_BYTES = 16;
  private static final long UNKNOWN = -1;

  /** The time since it was delivered; none where clocks disagree. */
  public Duration age(Instant now) {
    return now.isBefore(storedAt) ? Duration.ZERO : Duration.between(storedAt, now);
  }

  /** Its bytes for a store, sealed: they are read again under this key and under no other. */
  public byte[] sealed(String key) {
    var bytes = new ByteArrayOutputStream(body.length + 4 * question.length() + 256);
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(MARK);
      text(out, question);
      text(out, form.protocol());
      out.writeBoolean(form.stream());
      out.writeBoolean(form.counted());
      text(out, contentType);
      out.writeBoolean(portable);
      out.writeLong(storedAt.toEpochMilli());
      out.writeLong(usage == null ? UNKNOWN : usage.prompt());
      out.writeLong(usage == null ? UNKNOWN : usage.completion());
      out.writeLong(mostTokens == null ? UNKNOWN : mostTokens);
      out.writeInt(body.length);
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.writeBytes(seal(key, bytes.toByteArray()));
    return bytes.toByteArray();
  }

  /** What was sealed under a key; null where a byte differs, or another version wrote it. */
  public static @Nullable StoredAnswer opened(String key, byte[] sealed) {
    int length = sealed.length - SEAL_BYTES;
    if (length < Integer.BYTES) {
      return null;
    }
    var bytes = Arrays.copyOf(sealed, length);
    var seal = Arrays.copyOfRange(sealed, length, sealed.length);
    if (!MessageDigest.isEqual(seal, seal(key, bytes))) {
      return null;
    }
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return in.readInt() == MARK ? read(in) : null;
    } catch (IOException otherwiseWritten) {
      return null;
    }
  }

  private static @Nullable StoredAnswer read(DataInputStream in) throws IOException {
    var question = text(in);
    var form = new AnswerForm(text(in), in.readBoolean(), in.readBoolean());
    var contentType = text(in);
    boolean portable = in.readBoolean();
    var storedAt = Instant.ofEpochMilli(in.readLong());
    long prompt = in.readLong();
    long completion = in.readLong();
    long most = in.readLong();
    int size = in.readInt();
    if (size != in.available()) {
      return null;
    }
    return new StoredAnswer(
        question,
        form,
        contentType,
        in.readAllBytes(),
        portable,
        storedAt,
        prompt == UNKNOWN ? null : new Usage(prompt, completion),
        most == UNKNOWN ? null : most);
  }

  /** In UTF-16, which also carries halves of characters. */
  private static void text(DataOutputStream out, String text) throws IOException {
    out.writeInt(text.length());
    out.writeChars(text);
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available() / Character.BYTES) {
      throw new IOException("a text that is longer than the rest");
    }
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(in.readChar());
    }
    return text.toString();
  }

  private static byte[] seal(String key, byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(key.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return Arrays.copyOf(digest.digest(bytes), SEAL_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "answer of %d bytes in %s".formatted(body.length, form);
  }
}
