package io.signalbox.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All labelled texts and the files that they come from.
 *
 * @param examples in a fixed order
 * @param sources the files read
 */
record Corpus(List<Example> examples, List<Source> sources) {
  private static final String CC0 = "CC0-1.0";
  private static final int OTHER_ROWS = 300;
  private static final int MATH_ROWS = 150;
  private static final int CODE_ROWS = 100;

  /** Intents of CLINC150 that are small talk, travel, kitchen, home and errands. */
  private static final Set<String> OTHER_INTENTS =
      Set.of(
          ("alarm are_you_a_bot book_flight book_hotel calendar cancel carry_on change_language"
                  + " change_speed change_volume cook_time current_location date directions distance"
                  + " do_you_have_pets find_phone flight_status flip_coin food_last fun_fact gas"
                  + " goodbye greeting how_old_are_you ingredient_substitution ingredients_list"
                  + " lost_luggage make_call maybe meal_suggestion next_holiday next_song no"
                  + " play_music plug_type recipe reminder repeat restaurant_reservation"
                  + " restaurant_reviews restaurant_suggestion roll_dice schedule_meeting"
                  + " share_location shopping_list smart_home spelling tell_joke text thank_you"
                  + " time timer timezone todo_list traffic translate travel_alert"
                  + " travel_suggestion uber update_playlist user_name weather"
                  + " what_are_your_hobbies what_can_i_ask_you what_is_your_name what_song"
                  + " where_are_you_from who_do_you_work_for who_made_you yes")
              .split(" ", -1));

  /** Topics of the question pairs that lie within one domain. */
  private static final Map<String, String> TOPICS = topics();

  Corpus {
    examples = List.copyOf(examples);
    sources = List.copyOf(sources);
  }

  private static Map<String, String> topics() {
    Map<String, String> topics = new HashMap<>();
    for (var topic : List.of("coding", "it_helpdesk", "devops", "office_software")) {
      topics.put(topic, "computer science");
    }
    for (var topic :
        ("travel cooking cars geography sports pets gaming smart_home music language movies_books"
                + " diy writing_requests religion_culture photography events food_delivery fashion"
                + " weather")
            .split(" ", -1)) {
      topics.put(topic, "other");
    }
    topics.put("maths", "math");
    topics.put("history", "history");
    topics.put("law", "law");
    topics.put("health", "health");
    topics.put("astronomy", "physics");
    topics.put("hr_policy", "business");
    return Map.copyOf(topics);
  }

  /** SHA-256 over the checksums and row counts of all files. */
  String checksum() {
    var lines = new StringBuilder();
    for (Source source : sources) {
      lines.append(source.sha256()).append(' ').append(source.rows()).append('\n');
    }
    return TextKey.sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  static Corpus read(Path folder) throws IOException {
    return new Reader(folder).read();
  }

  /** Reads the files one by one. */
  private static final class Reader {
    private final Path folder;
    private final Map<String, String> sums;
    private final List<Example> examples = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();

    Reader(Path folder) throws IOException {
      this.folder = folder;
      sums = checksums(folder);
    }

    Corpus read() throws IOException {
      add("domain-train/data.jsonl", "MIT", row -> labelled(row, Kind.EXAM));
      add("domain-chat-train/data.jsonl", CC0, row -> labelled(row, Kind.CHAT));
      add("domain-multilingual-train/data.jsonl", CC0, row -> labelled(row, Kind.MULTILINGUAL));
      add("complexity-chat-train/data.jsonl", CC0, Reader::domain);
      addPairs("cache-pairs-train/data.jsonl");
      pick(
          "intents-train/clinc150.jsonl",
          "CC-BY-3.0",
          row -> OTHER_INTENTS.contains(row.path("label").asString()),
          OTHER_ROWS,
          "other");
      var reasoning = "benign-prompts-train/qa_and_reasoning.jsonl";
      pick(reasoning, "MIT (GSM8K, MATH)", row -> isOf(row, "gsm8k", "math"), MATH_ROWS, "math");
      pick(reasoning, "CC-BY-4.0 (MBPP)", row -> isOf(row, "mbpp"), CODE_ROWS, "computer science");
      return new Corpus(examples, sources);
    }

    private static boolean isOf(JsonNode row, String... sets) {
      for (String set : sets) {
        if (row.path("origin").asString().equals("llmrouter-" + set)) {
          return true;
        }
      }
      return false;
    }

    private void add(String path, String licence, Function<JsonNode, Example> reader)
        throws IOException {
      var rows = rows(path);
      rows.forEach(row -> examples.add(reader.apply(row)));
      sources.add(new Source(path, licence, rows.size(), sum(path)));
    }

    /** Takes the first question of each pair whose topic lies within one domain. */
    private void addPairs(String path) throws IOException {
      var seen = new HashSet<String>();
      int before = examples.size();
      for (JsonNode row : rows(path)) {
        var domain = Optional.ofNullable(TOPICS.get(row.path("topic").asString()));
        var text = row.path("a").asString();
        if (domain.isPresent() && seen.add(TextKey.of(text))) {
          var language = row.path("lang").asString("en");
          examples.add(
              new Example(
                  text, Domains.index(domain.get()), List.of(), Kind.EXTRA, path, language));
        }
      }
      sources.add(new Source(path, CC0, examples.size() - before, sum(path)));
    }

    private static Example domain(JsonNode row) {
      int label = Domains.index(row.path("domain").asString());
      var text = row.path("text").asString();
      var language = text.chars().allMatch(c -> c < 128) ? "en" : "und";
      return new Example(text, label, List.of(), Kind.CHAT, "complexity-chat", language);
    }

    /** Takes the rows that pass, at most so many, in the order of their keys. */
    private void pick(
        String path, String licence, Predicate<JsonNode> passes, int most, String label)
        throws IOException {
      var texts =
          rows(path).stream()
              .filter(passes)
              .map(row -> row.path("text").asString())
              .sorted(Comparator.comparing(TextKey::of))
              .limit(most)
              .toList();
      for (String text : texts) {
        examples.add(new Example(text, Domains.index(label), List.of(), Kind.EXTRA, path, "en"));
      }
      sources.add(new Source(path, licence, texts.size(), sum(path)));
    }

    private static Example labelled(JsonNode row, Kind kind) {
      var also = new ArrayList<Integer>();
      row.path("also").forEach(label -> also.add(Domains.index(label.asString())));
      return new Example(
          row.path("text").asString(),
          Domains.index(row.path("label").asString()),
          also,
          kind,
          row.path("src").asString(row.path("style").asString("")),
          row.path("lang").asString("en"));
    }

    private List<JsonNode> rows(String path) throws IOException {
      sum(path);
      try (var lines = Files.lines(folder.resolve(path))) {
        return lines.filter(line -> !line.isBlank()).map(JsonMapper.shared()::readTree).toList();
      }
    }

    private String sum(String path) throws IOException {
      var expected = sums.get(path);
      var found = TextKey.sha256(Files.readAllBytes(folder.resolve(path)));
      if (!found.equals(expected)) {
        throw new IOException(path + ": checksum " + found + " (expected: " + expected + ")");
      }
      return found;
    }

    private static Map<String, String> checksums(Path folder) throws IOException {
      Map<String, String> sums = new HashMap<>();
      for (String line : Files.readAllLines(folder.resolve("SHA256SUMS"))) {
        var parts = line.strip().split("\\s+\\*?(\\./)?", 2);
        if (parts.length == 2) {
          sums.put(parts[1], parts[0]);
        }
      }
      return sums;
    }
  }
}
