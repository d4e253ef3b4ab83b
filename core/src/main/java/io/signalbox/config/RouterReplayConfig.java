package io.signalbox.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is kept of calls, so that they can be looked at later. */
public record RouterReplayConfig(
    @Doc("Whether a record is kept of every routed call.") @Default("false") boolean enabled,
    @Doc("Where records are kept.") @Default("memory") StoreBackend storeBackend,
    @Doc("Most records kept; 200 in memory, 10000 in a file, 1000000 in Postgres when absent.")
        @Range(min = 1, max = 10_000_000)
        @Nullable Integer maxRecords,
    @Doc("Most bytes kept of a body; what is longer is cut, and said to be.")
        @Default("4096")
        @Range(min = 0, max = 16_777_216)
        int maxBodyBytes,
    @Doc("Seconds until a record is forgotten.") @Default("2592000") @Range(min = 1)
        long ttlSeconds,
    @Doc("Whether prompts are kept where a decision's plugin does not say.") @Default("false")
        boolean captureRequestBody,
    @Doc("Whether answers are kept where a decision's plugin does not say.") @Default("false")
        boolean captureResponseBody,
    @Doc("The store of that name.") @Default("{}") FileStore file,
    @Doc("The store of that name.") @Default("{}") PostgresStore postgres) {

  /** Where records are kept. */
  public enum StoreBackend {
    /** In this process, until it ends. */
    MEMORY,
    /** In a file of JSON lines. */
    FILE,
    /** In a table that several routers can share. */
    POSTGRES
  }

  /** A file of JSON lines, which is written anew when most of it is outdated. */
  public record FileStore(
      @Doc("The file; relative to the configuration's directory.")
          @Default("router-replay.jsonl")
          @NotBlank
          String path) {}

  /** A table of a Postgres database; it is made when it is not there. */
  public record PostgresStore(
      @Doc("Host of the server.") @Default("localhost") @NotBlank String host,
      @Doc("TCP port of the server.") @Default("5432") @Range(min = 1, max = 65535) int port,
      @Doc("The database.") @Default("postgres") @NotBlank String database,
      @Doc("Who logs in.") @Default("postgres") @NotBlank String user,
      @Doc("The password; best as ${VARIABLE}.") @Nullable Secret password,
      @Doc("How far TLS goes, in the words of Postgres.") @Default("prefer") SslMode sslMode,
      @Doc("Most connections.") @Default("4") @Range(min = 1, max = 64) int maxOpenConns,
      @Doc("The table, in the words of SQL without quotes.") @Default("signalbox_replay") @NotBlank
          String tableName) {}

  /** How far TLS goes, in the words of Postgres. */
  public enum SslMode {
    DISABLE,
    ALLOW,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
