package io.signalbox.backends.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.signalbox.config.ResponseCacheConfig.Index;
import io.signalbox.store.StoreException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The index of vectors in a server with a search module. It is made when it is not there, also when
 * somebody took it away, and it is not used when it is not as it would be made.
 */
final class RedisSearch {
  /** The field that says to which partition a vector belongs. */
  static final String PARTITION = "partition";

  private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,62}");
  private static final String DISTANCE = "d";

  private final RedisLink link;
  private final Index index;
  private final int dimensions;
  private final Consumer<String> told;
  private final AtomicBoolean toldOnce = new AtomicBoolean();
  private volatile State state = State.UNKNOWN;
  private volatile String problem = "";
  private final boolean misconfigured;
  private volatile long seenOver;

  /** What is known of the index. */
  enum State {
    UNKNOWN,
    READY,
    /** The server has no search module. */
    IMPOSSIBLE,
    /** It is there and is another one. */
    WRONG
  }

  /** The commands of the search module. */
  @SuppressWarnings("deprecation") // Every enum has a name().
  private enum Command implements ProtocolKeyword {
    CREATE("FT.CREATE"),
    INFO("FT.INFO"),
    SEARCH("FT.SEARCH");

    private final String word;

    Command(String word) {
      this.word = word;
    }

    @Override
    public byte[] getBytes() {
      return word.getBytes(UTF_8);
    }

    @Override
    public String toString() {
      return word;
    }
  }

  RedisSearch(RedisLink link, Index index, int dimensions, Consumer<String> told) {
    this.link = link;
    this.index = index;
    this.dimensions = dimensions;
    this.told = told;
    var configured = index.vectorField().dimension();
    if (configured != null && configured != dimensions) {
      wrong(
          "dimension: %d (expected: %d, of the embedding model)".formatted(configured, dimensions));
    } else if (!FIELD.matcher(field()).matches() || field().equals(PARTITION)) {
      wrong("the name of the vector field: letters, digits, _, and not %s".formatted(PARTITION));
    }
    this.misconfigured = state == State.WRONG;
  }

  int dimensions() {
    return dimensions;
  }

  /** The name of the field that holds vectors. */
  String field() {
    return index.vectorField().name();
  }

  boolean possible() {
    return state != State.IMPOSSIBLE && state != State.WRONG;
  }

  /**
   * Makes sure that the index can be used, or finds that there can be none.
   *
   * @return whether it can be used
   * @throws StoreException when it is another one, or the server cannot be asked
   */
  boolean ready() {
    if (state == State.UNKNOWN || (!misconfigured && seenOver != link.connections())) {
      look();
    }
    if (state == State.WRONG) {
      throw new StoreException("index " + problem);
    }
    return state == State.READY;
  }

  /** Looks again, as somebody may have changed the server. */
  boolean recheck() {
    if (!misconfigured) {
      state = State.UNKNOWN;
    }
    return ready();
  }

  /** Another connection may lead to another server; whoever is late may look once more. */
  private void look() {
    long over = link.connections();
    try {
      compare(link.ask(this::told));
    } catch (RedisLink.Refusal refusal) {
      if (absent(refusal)) {
        make();
      } else {
        refused(refusal);
      }
    }
    seenOver = over;
  }

  private CompletionStage<List<Object>> told(RedisAsyncCommands<byte[], byte[]> commands) {
    return commands.dispatch(
        Command.INFO,
        new NestedMultiOutput<>(ByteArrayCodec.INSTANCE),
        arguments().add(index.name()));
  }

  private void make() {
    var arguments =
        arguments()
            .add(index.name())
            .add("ON")
            .add("HASH")
            .add("PREFIX")
            .add(1)
            .add(index.prefix())
            .add("SCHEMA")
            .add(PARTITION)
            .add("TAG")
            .add(field())
            .add("VECTOR")
            .add(index.indexType().toString())
            .add(6)
            .add("TYPE")
            .add("FLOAT32")
            .add("DIM")
            .add(dimensions)
            .add("DISTANCE_METRIC")
            .add("COSINE");
    try {
      link.ask(commands ->
          commands.dispatch(
              Command.CREATE, new StatusOutput<>(ByteArrayCodec.INSTANCE), arguments));
      state = State.READY;
    } catch (RedisLink.Refusal refusal) {
      if (!mentions(refusal, "already exists")) {
        refused(refusal);
      }
      // Another router was quicker; the next look-up compares what it made.
    }
  }

  private void compare(List<Object> info) {
    var facts = new SearchFacts(info, field());
    if (!facts.has(PARTITION)) {
      wrong("%s is somebody else's: it has no field %s".formatted(index.name(), PARTITION));
    } else if (facts.dimensions() != dimensions) {
      wrong(
          "%s: vectors of %d numbers (expected: %d, of the embedding model)"
              .formatted(index.name(), facts.dimensions(), dimensions));
    } else if (!facts.metric().equals("COSINE")) {
      wrong("%s: metric %s (expected: COSINE)".formatted(index.name(), facts.metric()));
    } else {
      state = State.READY;
    }
  }

  private void wrong(String what) {
    problem = what;
    state = State.WRONG;
    tell("answers are not found by meaning: index " + problem);
  }

  private void refused(RedisLink.Refusal refusal) {
    if (!mentions(refusal, "unknown command")) {
      throw refusal.told();
    }
    state = State.IMPOSSIBLE;
    tell("answers are not found by meaning: the server has no search module");
  }

  private void tell(String what) {
    if (toldOnce.compareAndSet(false, true)) {
      told.accept(what);
    }
  }

  /**
   * The nearest vectors of a partition: how many were found, then each key and its distance.
   *
   * @param tag of the partition, of letters and digits
   */
  List<Object> search(String tag, byte[] vector, int most) throws RedisLink.Refusal {
    var query =
        "(@%s:{%s})=>[KNN %d @%s $v AS %s]".formatted(PARTITION, tag, most, field(), DISTANCE);
    try {
      return ask(query, vector, most);
    } catch (RedisLink.Refusal refusal) {
      if (!absent(refusal)) {
        throw refusal;
      }
      return recheck() ? ask(query, vector, most) : List.of();
    }
  }

  private List<Object> ask(String query, byte[] vector, int most) throws RedisLink.Refusal {
    var arguments =
        arguments()
            .add(index.name())
            .add(query)
            .add("PARAMS")
            .add(2)
            .add("v")
            .addValue(vector)
            .add("RETURN")
            .add(1)
            .add(DISTANCE)
            .add("LIMIT")
            .add(0)
            .add(most)
            .add("DIALECT")
            .add(2);
    return link.ask(commands ->
        commands.dispatch(
            Command.SEARCH, new NestedMultiOutput<>(ByteArrayCodec.INSTANCE), arguments));
  }

  private static CommandArgs<byte[], byte[]> arguments() {
    return new CommandArgs<>(ByteArrayCodec.INSTANCE);
  }

  /** Redis and Valkey have several words for it. */
  private static boolean absent(RedisLink.Refusal refusal) {
    return mentions(refusal, "no such index")
        || mentions(refusal, "unknown index")
        || (mentions(refusal, "index") && mentions(refusal, "not found"));
  }

  private static boolean mentions(RedisLink.Refusal refusal, String words) {
    return refusal.text().toLowerCase(Locale.ROOT).contains(words);
  }
}
