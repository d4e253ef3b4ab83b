package io.signalbox.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every wire format. */
public abstract class ProtocolContract {
  private static final int MUTATIONS = 3_000;

  protected abstract Protocol protocol();

  /**
   * A request body with unknown fields, escapes, big integers and letters of more than one byte.
   * The model's name stands in it once.
   */
  protected abstract String request(String model);

  /** A whole reply that tells these counts. */
  protected abstract String reply(long promptTokens, long completionTokens);

  /** A streamed reply that tells these counts. */
  protected abstract String stream(long promptTokens, long completionTokens);

  @Test
  void nameAndPathAreSet() {
    assertThat(protocol().name()).isNotBlank();
    assertThat(protocol().path()).startsWith("/");
  }

  @Test
  void aRequestNobodyChangedLeavesAsItCame() {
    var body = bytes(request("model-a"));
    assertThat(protocol().decode(body).encode()).isSameAs(body);
  }

  @Test
  void theRequestNamesItsProtocolAndModel() {
    var decoded = protocol().decode(bytes(request("model-a")));
    assertThat(decoded.model()).isEqualTo("model-a");
    assertThat(decoded.source().protocol()).isEqualTo(protocol());
    assertThat(decoded.userText()).isNotBlank();
  }

  @Test
  void anotherModelChangesNothingButItsName() {
    var decoded = protocol().decode(bytes(request("model-a")));
    for (var model : new String[] {"b", "a-model-with-a-much-longer-name", "ütf-8-名前"}) {
      var encoded = decoded.withModel(model).encode();
      assertThat(new String(encoded, StandardCharsets.UTF_8)).isEqualTo(request(model));
    }
  }

  @Test
  void writingTwiceGivesTheSame() {
    var changed = protocol().decode(bytes(request("model-a"))).withModel("b");
    assertThat(changed.encode()).isEqualTo(changed.encode());
  }

  @Test
  void namingTheOldModelAgainGivesTheOldBody() {
    var body = bytes(request("model-a"));
    var decoded = protocol().decode(body);
    assertThat(decoded.withModel("b").withModel("model-a").encode()).isEqualTo(body);
  }

  @Test
  void aBodyCutAnywhereIsRefused() {
    var body = bytes(request("model-a"));
    for (int length = 0; length < body.length; length++) {
      survives(Arrays.copyOf(body, length), "cut at " + length);
    }
    assertThat(refusal(new byte[0])).isNotNull();
  }

  @Test
  void aDamagedBodyIsReadOrRefusedAndNothingElse() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var body = bytes(request("model-a"));
    for (int i = 0; i < MUTATIONS; i++) {
      var damaged = body.clone();
      for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
        int at = random.nextInt(damaged.length);
        damaged[at] = random.nextBoolean() ? (byte) random.nextInt(256) : any(body, random);
      }
      survives(damaged, "seed %d, mutation %d".formatted(seed, i));
    }
  }

  private static byte any(byte[] bytes, Random random) {
    return bytes[random.nextInt(bytes.length)];
  }

  private void survives(byte[] body, String what) {
    try {
      var decoded = protocol().decode(body);
      assertThat(decoded.encode()).as(what).isSameAs(body);
      var again = protocol().decode(decoded.withModel("other").encode());
      assertThat(again.model()).as(what).isEqualTo("other");
      assertThat(again.messages()).as(what).hasSameSizeAs(decoded.messages());
    } catch (RouterException refused) {
      assertThat(refused.fault()).as(what).isEqualTo(Fault.BAD_REQUEST);
    } catch (RuntimeException broken) {
      throw new AssertionError(what, broken);
    }
  }

  private @Nullable RouterException refusal(byte[] body) {
    try {
      protocol().decode(body);
      return null;
    } catch (RouterException refused) {
      return refused;
    }
  }

  @Test
  void aWholeReplyIsMeteredHoweverItIsCut() {
    metered(Replies.plain(200), bytes(reply(31, 17)));
  }

  @Test
  void aStreamIsMeteredHoweverItIsCut() {
    metered(Replies.stream(), bytes(stream(31, 17)));
  }

  private void metered(ChatReply head, byte[] body) {
    for (int cut = 0; cut <= body.length; cut++) {
      var meter = protocol().meter(head);
      meter.see(Arrays.copyOfRange(body, 0, cut));
      meter.see(Arrays.copyOfRange(body, cut, body.length));
      assertThat(meter.usage()).as("cut at %d", cut).isEqualTo(new Usage(31, 17));
    }
    var meter = protocol().meter(head);
    for (byte b : body) {
      meter.see(new byte[] {b});
    }
    assertThat(meter.usage()).isEqualTo(new Usage(31, 17));
  }

  @Test
  void aReplyThatTellsNothingHasNoUsage() {
    for (var head : new ChatReply[] {Replies.plain(200), Replies.stream()}) {
      assertThat(protocol().meter(head).usage()).isNull();
      var meter = protocol().meter(head);
      meter.see(bytes("\0{[\"<html>\ndata: {\n\n"));
      assertThat(meter.usage()).isNull();
    }
  }

  @Test
  void everyFaultHasAnErrorForm() {
    for (var fault : Fault.values()) {
      var message = "\"quoted\" \\ \n \u0000 \ud83d\ude00 \ud800 end";
      var edits = HeaderEdits.NONE.overwrite("allow", "POST");
      var reply = protocol().error(new RouterException(fault, message, edits));
      assertThat(reply.status()).isEqualTo(fault.status());
      assertThat(reply.edits()).isEqualTo(edits);
      assertThat(Replies.text(reply.body())).contains("quoted").contains(" end");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
