package io.signalbox.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much may be asked for in which time. */
public record RatelimitConfig(
    @Doc("Whether calls pass while a provider cannot be asked.") @Default("false") boolean failOpen,
    @Doc("Who counts; a call passes when every one of them lets it.") @Default("[]")
        List<Provider> providers) {

  /** Who counts, and by which rules. */
  public record Provider(
      @Doc("local-limiter counts in this process, redis for all replicas together.") @NotBlank
          String type,
      @Doc("Of redis: host:port.") @Default("") String address,
      @Doc("Of redis: the rules' common name; keys begin with it.") @Default("signalbox") @NotBlank
          String domain,
      @Doc("Of redis: whether the connection is encrypted.") @Default("false") boolean tls,
      @Doc("Of redis: the variable of the environment that holds the password.")
          @Nullable String passwordEnv,
      @Doc("What is allowed.") @Default("[]") List<RateRule> rules) {}

  /** What is allowed to whom. */
  public record RateRule(
      @Doc("Name.") @NotBlank String name,
      @Doc("Which calls it is about; all when empty.") @Default("{}") Match match,
      @Doc(
              "What counts apart: each user, group, model; one count for all when empty. When"
                  + " absent: user, and model where match names one.")
          @Nullable List<Dimension> per,
      @Doc("Requests in each unit; 0 for any number.")
          @Default("0")
          @Range(min = 0, max = 1_000_000_000)
          long requestsPerUnit,
      @Doc("Tokens of prompts and answers in each unit; 0 for any number.")
          @Default("0")
          @Range(min = 0, max = 1_000_000_000_000L)
          long tokensPerUnit,
      @Doc("The unit.") @Default("minute") Unit unit) {}

  /** Which calls a rule is about; an empty value or * stands for every one. */
  public record Match(
      @Doc("Id of the user.") @Default("") String user,
      @Doc("A group of the user.") @Default("") String group,
      @Doc("The model that answers.") @Default("") String model) {}

  /** What counts apart. */
  public enum Dimension {
    USER,
    GROUP,
    MODEL
  }

  /** A span of time. */
  public enum Unit {
    SECOND(Duration.ofSeconds(1)),
    MINUTE(Duration.ofMinutes(1)),
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private final Duration length;

    Unit(Duration length) {
      this.length = length;
    }

    public Duration length() {
      return length;
    }
  }
}
