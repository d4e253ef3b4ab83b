package io.signalbox.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where answers are kept, and when one counts for another question. */
public record ResponseCacheConfig(
    @Doc("Whether answers are kept at all.") @Default("true") boolean enabled,
    @Doc("Where answers are kept.") @Default("memory") Backend backendType,
    @Doc("What the plugin's semantic.similarity_threshold is where it names none; 0.8 if absent.")
        @Range(min = 0, max = 1)
        @Nullable Double similarityThreshold,
    @Doc("Most answers in memory.") @Default("1000") @Range(min = 1, max = 10_000_000)
        int maxEntries,
    @Doc("Most bytes of answers in memory.")
        @Default("268435456")
        @Range(min = 1024, max = 1L << 40)
        long maxBytes,
    @Doc("Seconds an answer is kept; 0 keeps none.")
        @Default("3600")
        @Range(min = 0, max = 315_360_000)
        long ttlSeconds,
    @Doc("Which answer goes when memory is full.") @Default("fifo") Eviction evictionPolicy,
    @Doc("How it is made sure that two questions are one.") @Default("strict") Verify verify,
    @Doc(
            "The share of wrong answers among those served by meaning that is not exceeded: some are"
                + " asked anew to find out, and the bar rises with what is found. Off when absent.")
        @Range(min = 0.0001, max = 0.5)
        @Nullable Double maxWrongHitRate,
    @Doc("The store of that name.") @Default("{}") RedisStore redis,
    @Doc("The store of that name.") @Default("{}") RedisStore valkey,
    @Doc("The store of that name.") @Default("{}") PostgresStore postgres) {

  /** Where answers are kept. */
  public enum Backend {
    /** In this process, until it ends. */
    MEMORY,
    /** In Redis, which routers can share; by meaning with its search module. */
    REDIS,
    /** The same in Valkey. */
    VALKEY,
    /** In tables that routers can share; by meaning with pgvector. */
    POSTGRES
  }

  /** Which answer goes when there is no room. */
  public enum Eviction {
    /** The oldest. */
    FIFO,
    /** The one unused for the longest time. */
    LRU,
    /** The one used least often. */
    LFU
  }

  /** How it is made sure that two questions are one. */
  public enum Verify {
    /** A model of pairs and rules must both be sure. */
    STRICT,
    /** The same with a lower bar. */
    BALANCED,
    /** Nearness alone decides. */
    OFF
  }

  /** A server that speaks the protocol of Redis. */
  public record RedisStore(
      @Doc("Where it listens.") @Default("{}") Connection connection,
      @Doc("The index of vectors.") @Default("{}") Index index,
      @Doc("How vectors are looked up.") @Default("{}") Search search) {}

  /** Where a server listens. */
  public record Connection(
      @Doc("Host of the server.") @Default("localhost") @NotBlank String host,
      @Doc("TCP port of the server.") @Default("6379") @Range(min = 1, max = 65535) int port,
      @Doc("Number of the database.") @Default("0") @Range(min = 0, max = 65535) int database,
      @Doc("The password; best as ${VARIABLE}.") @Nullable Secret password,
      @Doc("Seconds that one question may take; 0 for the default of 50 ms.")
          @Default("0")
          @Range(min = 0, max = 60)
          int timeout,
      @Doc("Encryption.") @Default("{}") Tls tls) {
    /** How long a question may take. */
    public Duration patience() {
      return timeout == 0 ? Duration.ofMillis(50) : Duration.ofSeconds(timeout);
    }
  }

  /** Encryption. */
  public record Tls(
      @Doc("Whether the connection is encrypted.") @Default("false") boolean enabled) {}

  /** The index of vectors. */
  public record Index(
      @Doc("Its name.") @Default("semantic_cache_idx") @NotBlank String name,
      @Doc("What its keys begin with.") @Default("semantic-cache:") @NotBlank String prefix,
      @Doc("The vectors.") @Default("{}") VectorField vectorField,
      @Doc("HNSW is quick, FLAT is exact.") @Default("HNSW") IndexType indexType) {}

  /** HNSW is quick, FLAT is exact. */
  public enum IndexType {
    HNSW,
    FLAT;

    @Override
    public String toString() {
      return name();
    }
  }

  /** The vectors of an index. */
  public record VectorField(
      @Doc("Its name.") @Default("embedding") @NotBlank String name,
      @Doc("The length of the vectors; the model's when absent, and refused when it differs.")
          @Range(min = 1, max = 65_536)
          @Nullable Integer dimension) {}

  /** How vectors are looked up. */
  public record Search(
      @Doc("How many near questions are compared further.") @Default("5") @Range(min = 1, max = 100)
          int topk) {}

  /** Tables of a Postgres database; they are made when they are not there. */
  public record PostgresStore(
      @Doc("Host of the server.") @Default("localhost") @NotBlank String host,
      @Doc("TCP port of the server.") @Default("5432") @Range(min = 1, max = 65535) int port,
      @Doc("The database.") @Default("postgres") @NotBlank String database,
      @Doc("Who logs in.") @Default("postgres") @NotBlank String user,
      @Doc("The password; best as ${VARIABLE}.") @Nullable Secret password,
      @Doc("How far TLS goes, in the words of Postgres.") @Default("prefer")
          RouterReplayConfig.SslMode sslMode,
      @Doc("Most connections.") @Default("4") @Range(min = 1, max = 64) int maxOpenConns,
      @Doc("Milliseconds that one question may take.") @Default("50") @Range(min = 1, max = 60_000)
          int timeoutMs,
      @Doc("What its tables begin with, in the words of SQL without quotes.")
          @Default("signalbox_cache")
          @NotBlank
          String tablePrefix) {}
}
