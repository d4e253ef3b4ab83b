package io.signalbox.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.translate.ReplyEvent.Failed;
import io.signalbox.translate.ReplyEvent.Finished;
import io.signalbox.translate.ReplyEvent.Started;
import io.signalbox.translate.ReplyEvent.TextDelta;
import io.signalbox.translate.ReplyEvent.ToolArgumentsDelta;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for every protocol that can be translated on both sides. */
public abstract class TranslationContract {
  protected abstract ClientSide client();

  protected abstract BackendSide backend();

  /** Conversations that the protocol can carry whole. */
  protected abstract List<Conversation> conversations();

  /** Replies that the protocol can carry whole, each of one choice. */
  protected abstract List<List<ReplyEvent>> replies();

  @Test
  void whatCanBeCarriedComesBack() {
    for (var conversation : conversations()) {
      var warnings = new Warnings();
      var body = backend().write(conversation, warnings);
      assertThat(backend().decode(body).model()).isEqualTo(conversation.model());
      assertThat(client().read(body, warnings)).isEqualTo(conversation);
      assertThat(warnings.header()).isEmpty();
    }
  }

  @Test
  void aPlainReplyComesBack() {
    for (var reply : replies()) {
      assertThat(collected(read(false, written(false, reply))).toString())
          .isEqualTo(collected(reply).toString());
    }
  }

  @Test
  void aStreamComesBackHoweverItIsCut() {
    for (var reply : replies()) {
      var bytes = written(true, reply);
      var whole = read(true, bytes);
      assertThat(collected(whole).toString()).isEqualTo(collected(reply).toString());
      for (int cut = 0; cut <= bytes.length; cut++) {
        assertThat(
                read(
                    true,
                    Arrays.copyOfRange(bytes, 0, cut),
                    Arrays.copyOfRange(bytes, cut, bytes.length)))
            .isEqualTo(whole);
      }
    }
  }

  @Test
  void aStreamCutShortSaysSo() {
    for (var reply : replies()) {
      var open = reply.stream().filter(event -> !(event instanceof Finished)).toList();
      var events = read(true, written(true, open));
      assertThat(events.getLast()).isInstanceOf(Failed.class);
    }
  }

  @Test
  void anEventIsWrittenAsSoonAsItComes() {
    for (var reply : replies()) {
      var writer = client().writer(asked(true), new Warnings());
      var pieces = new ByteArrayOutputStream();
      for (var event : reply) {
        var piece = writer.write(List.of(event));
        pieces.writeBytes(piece);
        if (event instanceof TextDelta || event instanceof ToolArgumentsDelta) {
          assertThat(piece).isNotEmpty();
        }
      }
      pieces.writeBytes(writer.end());
      assertThat(pieces.toByteArray()).isEqualTo(written(true, reply));
    }
  }

  @Test
  void anErrorInAStreamIsToldAndEndsIt() {
    var error = new ProviderError(529, "overloaded_error", "busy \"now\"");
    var events =
        List.<ReplyEvent>of(new Started("1", "m", 1), new TextDelta(0, "half"), new Failed(error));
    var read = read(true, written(true, events));
    assertThat(read.getLast())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.error().message()).isEqualTo("busy \"now\"");
              assertThat(failed.error().status()).isEqualTo(529);
            });
  }

  @Test
  void anErrorReplyComesBack() {
    for (int status : new int[] {400, 401, 403, 404, 413, 429, 500, 503, 529}) {
      var body = client().error(new ProviderError(status, null, "why \"so\" \ud83d\ude00"));
      var error = backend().error(status, body);
      assertThat(error.status()).isEqualTo(status);
      assertThat(error.message()).isEqualTo("why \"so\" \ud83d\ude00");
    }
  }

  @Test
  void anyErrorBodyHasAMessage() {
    for (var body :
        List.of(
            "",
            "<html>",
            "null",
            "[]",
            "{}",
            "{\"error\":null}",
            "{\"error\":{\"message\":7}}",
            "\u0000")) {
      assertThat(backend().error(502, body.getBytes(StandardCharsets.UTF_8)).message())
          .isNotBlank();
    }
    assertThat(
            backend().error(400, "{\"error\":\"no\"}".getBytes(StandardCharsets.UTF_8)).message())
        .isEqualTo("no");
    assertThat(
            backend().error(400, "{\"detail\":\"no\"}".getBytes(StandardCharsets.UTF_8)).message())
        .isEqualTo("no");
  }

  @Test
  void aDamagedReplyIsReadOrRefusedAndNothingElse() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (var reply : replies()) {
      for (boolean stream : new boolean[] {false, true}) {
        var bytes = written(stream, reply);
        for (int i = 0; i < 150; i++) {
          var damaged = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
          for (int hits = random.nextInt(3); hits >= 0; hits--) {
            damaged[random.nextInt(damaged.length)] = bytes[random.nextInt(bytes.length)];
          }
          survives(stream, damaged, "seed %d, damage %d".formatted(seed, i));
        }
      }
    }
  }

  private void survives(boolean stream, byte[] bytes, String what) {
    try {
      written(stream, read(stream, bytes));
    } catch (RouterException refused) {
      assertThat(refused.fault()).as(what).isEqualTo(Fault.UPSTREAM);
    } catch (RuntimeException broken) {
      throw new AssertionError(what, broken);
    }
  }

  @Test
  void aDamagedRequestIsReadOrRefusedAndNothingElse() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (var conversation : conversations()) {
      var body = backend().write(conversation, new Warnings());
      for (int i = 0; i < 150; i++) {
        var damaged = body.clone();
        for (int hits = random.nextInt(3); hits >= 0; hits--) {
          damaged[random.nextInt(damaged.length)] = body[random.nextInt(body.length)];
        }
        var what = "seed %d, damage %d".formatted(seed, i);
        try {
          client().decode(damaged);
          var read = client().read(damaged, new Warnings());
          backend().decode(backend().write(read, new Warnings()));
        } catch (RouterException refused) {
          assertThat(refused.fault()).as(what).isEqualTo(Fault.BAD_REQUEST);
        } catch (RuntimeException broken) {
          throw new AssertionError(what, broken);
        }
      }
    }
  }

  /** A conversation that asks for a reply in one form or the other. */
  protected static Conversation asked(boolean stream) {
    return new Conversation(
        "m", List.of(), Tools.NONE, Sampling.UNSAID, new Wishes(stream, true, 1, null, null, null));
  }

  protected final byte[] written(boolean stream, List<ReplyEvent> events) {
    var writer = client().writer(asked(stream), new Warnings());
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(writer.write(events));
    bytes.writeBytes(writer.end());
    return bytes.toByteArray();
  }

  protected final List<ReplyEvent> read(boolean stream, byte[]... chunks) {
    var reader = backend().reader(stream, new Warnings());
    var events = new ArrayList<ReplyEvent>();
    for (var chunk : chunks) {
      events.addAll(reader.read(chunk));
    }
    events.addAll(reader.end());
    return events;
  }

  /** What a reply says, however its deltas are cut. */
  private static List<Object> collected(List<ReplyEvent> events) {
    var reply = new CollectedReply();
    events.forEach(reply::add);
    var all = new ArrayList<>();
    all.add(reply.started().id());
    all.add(reply.started().model());
    all.add(reply.tokens());
    reply
        .choices()
        .forEach((number, choice) -> {
          all.add(number);
          all.add(choice.parts());
          all.add(choice.reason());
        });
    return all;
  }
}
