package io.signalbox.learn;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a conversation is known by: the headers that name it, else how it began. A client without
 * such headers sends its whole history with each turn, and the beginning of that, up to the user's
 * first words, stays the same. Only a digest is kept.
 *
 * @param digest in hexadecimal
 * @param begun whether the conversation may have had a turn before
 */
record ConversationKey(String digest, boolean begun) {
  private static final int MOST_CHARS = 4096;
  private static final int DIGEST_BYTES = 16;

  /**
   * @param recipe the routing graph that asks; conversations are its own
   */
  static ConversationKey of(Identity identity, String recipe, Call call, ChatRequest request) {
    var session = header(call, identity.sessionHeader());
    var conversation = header(call, identity.conversationHeader());
    var digest = sha256();
    add(digest, recipe);
    add(digest, session);
    add(digest, identity.wholeSession() ? "" : conversation);
    boolean named = !(identity.wholeSession() ? session : conversation).isEmpty();
    if (named) {
      return new ConversationKey(hexadecimal(digest), true);
    }
    add(digest, header(call, identity.userHeader()));
    boolean begun = false;
    for (var message : request.messages()) {
      if (message.role() == Role.ASSISTANT || message.role() == Role.TOOL) {
        begun = true;
        break;
      }
      var text = message.text();
      add(digest, message.role().name());
      add(digest, text.substring(0, Math.min(text.length(), MOST_CHARS)));
      if (message.role() == Role.USER) {
        begun = !request.messages().getLast().equals(message);
        break;
      }
    }
    return new ConversationKey(hexadecimal(digest), begun);
  }

  private static String header(Call call, String name) {
    var value = call.headers().first(name);
    return value == null ? "" : value.strip();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
    digest.update((byte) ':');
    digest.update(bytes);
  }

  private static String hexadecimal(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
  }
}
