package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import io.signalbox.chat.Header;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingMode.HeaderSendMode;
import io.signalbox.server.extproc.HttpCall.Departure;
import io.signalbox.server.extproc.ProxySettings.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * One exchange of the generator, drawn from a seed.
 *
 * @param seed draws what is not said here: where bodies are cut, what happens first
 * @param ask what the client wants
 * @param answer what the backend answers
 * @param mischief what happens to the messages on their way
 */
record Scenario(
    long seed, ProxySettings settings, Ask ask, Answer answer, Course course, Mischief mischief) {
  static final int MOST_BODY_BYTES = 200_000;

  /** What a client wants. */
  enum Ask {
    PLAIN("auto", "hello"),
    MATH("auto", "the derivative of x"),
    NAMED("law-expert", "hello"),
    UNKNOWN("no-such-model", "hello"),
    GUARDED("auto", "please forbidden things"),
    LONG("auto", "the derivative of " + "x".repeat(90_000)),
    TOO_LARGE("auto", "x".repeat(MOST_BODY_BYTES)),
    BROKEN("auto", "\"}"),
    EMPTY("", ""),
    FOREIGN("auto", "hello"),
    MODELS("", "");

    private final String model;
    private final String text;

    Ask(String model, String text) {
      this.model = model;
      this.text = text;
    }

    ByteString body() {
      return this == EMPTY || this == MODELS
          ? ByteString.EMPTY
          : ByteString.copyFromUtf8(
              ("{ \"zeta\" : 12345678901234567890123, \"model\": \"%s\", \"messages\":"
                      + "[{\"role\":\"user\",\"content\":\"%s é 漢 \\u00e9\"}],"
                      + "\"x\":{\"a\":[1.0]} }")
                  .formatted(model, text));
    }

    String path() {
      return switch (this) {
        case FOREIGN -> "/elsewhere";
        case MODELS -> "/v1/models";
        default -> "/v1/chat/completions";
      };
    }

    /** Whether the router sends it on. */
    boolean routed() {
      return this == PLAIN || this == MATH || this == NAMED || this == LONG;
    }
  }

  /** What a backend answers. */
  enum Answer {
    JSON(200, "application/json", "{\"model\":\"m\",\"usage\":{\"prompt_tokens\":1}}"),
    EVENTS(
        200,
        "text/event-stream",
        "data: {\"a\":\"é漢\"}\r\n\r\n: note\n\ndata: {\"b\":1}\ndata: 2\n\n".repeat(5)
            + "data: [DONE]\n\n"),
    FAILURE(503, "application/json", "{\"error\":{\"message\":\"busy\"}}"),
    EMPTY(200, "application/json", ""),
    NOTHING(204, "", ""),
    HUGE(200, "application/octet-stream", "0123456789abcdef".repeat(20_000));

    private final int status;
    private final String type;
    private final String text;

    Answer(int status, String type, String text) {
      this.status = status;
      this.type = type;
      this.text = text;
    }

    int status() {
      return status;
    }

    ByteString body() {
      return ByteString.copyFromUtf8(text);
    }
  }

  /** How bodies are cut. */
  enum Cut {
    WHOLE,
    BYTES,
    TWENTIES,
    ANYWHERE
  }

  /**
   * How the exchange goes.
   *
   * @param sized whether the client says how long its body is
   * @param breaks whether the backend's connection breaks in its reply
   * @param early whether the backend answers before it has the whole request
   */
  record Course(
      Cut requestCut,
      Cut replyCut,
      boolean sized,
      boolean requestTrailers,
      boolean replyTrailers,
      Departure departure,
      boolean breaks,
      boolean early) {
    static final Course PLAIN =
        new Course(Cut.WHOLE, Cut.WHOLE, true, false, false, Departure.NEVER, false, false);

    boolean smooth() {
      return departure == Departure.NEVER && !breaks && !early;
    }
  }

  /** What happens to the messages of a proxy on their way; none of it is legal but the first. */
  enum Mischief {
    NONE,
    DUPLICATE,
    SWAP,
    DROP,
    UNKNOWN,
    SECOND_REQUEST,
    STRAY_REPLY,
    STRAY_TRAILERS,
    HALF_CLOSE,
    CANCEL,
    SILENCE
  }

  /** The same exchange at a proxy that shows everything at once, for comparison. */
  Scenario plain() {
    var buffered =
        ProxySettings.of(Kind.ENVOY, BodySendMode.BUFFERED, BodySendMode.BUFFERED, false);
    return new Scenario(seed, buffered, ask, Answer.JSON, Course.PLAIN, Mischief.NONE);
  }

  boolean requestShown() {
    return settings.modes().getRequestHeaderMode() == HeaderSendMode.SEND;
  }

  BodySendMode requestMode() {
    return settings.modes().getRequestBodyMode();
  }

  BodySendMode replyMode() {
    return settings.modes().getResponseBodyMode();
  }

  /** Whether the server sees the whole prompt. */
  boolean promptShown() {
    return switch (requestMode()) {
      case NONE -> false;
      case BUFFERED, BUFFERED_PARTIAL -> ask.body().size() <= settings.bufferBytes();
      default -> true;
    };
  }

  /** Whether a buffer of the proxy's is too small, which it answers by itself. */
  boolean overflows() {
    int buffer = settings.bufferBytes();
    boolean buffers =
        requestMode() == BodySendMode.BUFFERED || requestMode() == BodySendMode.BUFFERED_PARTIAL;
    return (buffers && 2L * ask.body().size() > buffer)
        || (replyMode() == BodySendMode.BUFFERED && answer.body().size() > buffer);
  }

  HttpCall call() {
    var random = new SplittableRandom(seed + 1);
    var body = ask.body();
    boolean get = ask == Ask.MODELS;
    var headers = new ArrayList<Header>();
    headers.add(new Header("content-type", "application/json"));
    boolean sized = course.sized() && !course.requestTrailers();
    if (sized && !get) {
      headers.add(new Header("content-length", Integer.toString(body.size())));
    }
    return new HttpCall(
        get ? "GET" : "POST",
        ask.path(),
        headers,
        get || (sized && body.isEmpty()),
        pieces(body, course.requestCut(), random),
        sized && random.nextBoolean(),
        course.requestTrailers() && !get ? List.of(new Header("x-sum", "1")) : List.of(),
        course.departure());
  }

  UpstreamReply reply() {
    var random = new SplittableRandom(seed + 2);
    var body = answer.body();
    boolean bodiless = answer == Answer.NOTHING;
    var headers = new ArrayList<Header>();
    if (!bodiless) {
      headers.add(new Header("content-type", answer.type));
    }
    if (answer == Answer.FAILURE) {
      headers.add(new Header("retry-after", "7"));
    }
    boolean trailers = course.replyTrailers() && !bodiless && !course.breaks();
    if (answer != Answer.EVENTS && !bodiless && !trailers) {
      headers.add(new Header("content-length", Integer.toString(body.size())));
    }
    return new UpstreamReply(
        answer.status,
        headers,
        bodiless,
        pieces(body, course.replyCut(), random),
        random.nextBoolean(),
        trailers ? List.of(new Header("x-check", "2")) : List.of(),
        course.breaks() && !bodiless,
        course.early());
  }

  private static List<ByteString> pieces(ByteString body, Cut cut, RandomGenerator random) {
    var pieces = new ArrayList<ByteString>();
    int from = 0;
    while (from < body.size()) {
      int size =
          switch (cut) {
            case WHOLE -> body.size();
            case BYTES -> body.size() > 1_000 ? 997 : 1;
            case TWENTIES -> body.size() > 10_000 ? 2_000 : 20;
            case ANYWHERE -> 1 + random.nextInt(Math.max(1, body.size() / 3));
          };
      int to = Math.min(body.size(), from + size);
      pieces.add(body.substring(from, to));
      from = to;
    }
    return pieces;
  }

  Emulator emulator() {
    var random = new SplittableRandom(seed + 3);
    return settings.emulator(
        call(), reply(), movable -> movable.get(random.nextInt(movable.size())));
  }
}
