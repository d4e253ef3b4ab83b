package io.signalbox.store;

import static io.signalbox.store.ReplayRecords.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.store.ReplayQuery.Answers;
import io.signalbox.store.ReplayRecord.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every store: it keeps {@link #MOST} records for an hour. */
public abstract class ReplayStoreContract {
  protected static final int MOST = 5;
  protected static final Duration AGE = Duration.ofHours(1);

  private ReplayStore store;
  private Instant now = NOON;

  /** An empty store; it asks for the time by {@link #now}. */
  protected abstract ReplayStore open() throws Exception;

  protected final Instant now() {
    return now;
  }

  protected final ReplayStore store() {
    return store;
  }

  @BeforeEach
  final void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }

  private List<String> ids(ReplayQuery query) {
    var ids = new ArrayList<String>();
    store.each(query, record -> ids.add(record.id()));
    assertThat(store.list(query, 0, 100).records().stream().map(ReplayRecord::id))
        .containsExactlyElementsOf(ids);
    return ids;
  }

  @Test
  void findsWhatWasPut() {
    var record = ReplayRecords.of("a", 1);
    store.put(record);
    assertThat(store.find("a")).contains(record);
    assertThat(store.find("b")).isEmpty();
  }

  @Test
  void keepsTextsAsTheyAre() {
    var text = "{\"request_body\":\"\\u0000 ' \\\" \u00e4\u20ac\ud83d\ude00 \\n%s\"}";
    var keys = new Keys("r'; DROP TABLE x; --", "\u00e4", "", "d%", "a\"b", "m_", true, true);
    var record = new ReplayRecord("odd", NOON, keys, text);
    store.put(record);
    assertThat(store.find("odd")).contains(record);
    assertThat(ids(new ReplayQuery("", "", "d%", "", "", Answers.ALL))).containsExactly("odd");
    assertThat(ids(new ReplayQuery("drop table", "", "", "", "", Answers.ALL)))
        .containsExactly("odd");
  }

  @Test
  void theLaterOneOfAnIdHolds() {
    store.put(ReplayRecords.of("a", 1));
    var later = new ReplayRecord("a", NOON.plusSeconds(1), ReplayRecords.of("a", 1).keys(), "{}");
    store.put(later);
    assertThat(store.find("a")).contains(later);
    assertThat(store.list(ReplayQuery.ALL, 0, 10).total()).isEqualTo(1);
  }

  @Test
  void forgetsWhatIsRemoved() {
    store.put(ReplayRecords.of("a", 1));
    store.put(ReplayRecords.of("b", 2));
    store.remove("a");
    store.remove("nobody");
    assertThat(store.find("a")).isEmpty();
    assertThat(ids(ReplayQuery.ALL)).containsExactly("b");
  }

  @Test
  void listsTheNewestFirstPageByPage() {
    for (int i = 0; i < MOST; i++) {
      store.put(ReplayRecords.of("id-" + i, i));
    }
    assertThat(ids(ReplayQuery.ALL)).containsExactly("id-4", "id-3", "id-2", "id-1", "id-0");
    var page = store.list(ReplayQuery.ALL, 1, 2);
    assertThat(page.total()).isEqualTo(MOST);
    assertThat(page.records().stream().map(ReplayRecord::id)).containsExactly("id-3", "id-2");
    assertThat(store.list(ReplayQuery.ALL, 99, 2).records()).isEmpty();
  }

  @Test
  void dropsTheOldest() {
    for (int i = 0; i < 3 * MOST; i++) {
      store.put(ReplayRecords.of("id-" + i, i));
    }
    assertThat(ids(ReplayQuery.ALL)).hasSize(MOST).startsWith("id-14").endsWith("id-10");
    assertThat(store.list(ReplayQuery.ALL, 0, 100).total()).isEqualTo(MOST);
  }

  @Test
  void forgetsWhatIsTooOld() {
    store.put(ReplayRecords.of("a", 0));
    now = NOON.plus(AGE).plusSeconds(1);
    assertThat(store.find("a")).isEmpty();
    assertThat(ids(ReplayQuery.ALL)).isEmpty();
  }

  @Test
  void findsByEveryKey() {
    store.put(
        ReplayRecords.of("a", 1, new Keys("R-1", "s1", "main", "d1", "auto", "m1", true, false)));
    store.put(
        ReplayRecords.of("b", 2, new Keys("r-2", "s2", "spare", "d2", "m1", "m2", false, true)));
    assertThat(ids(new ReplayQuery("", "main", "", "", "", Answers.ALL))).containsExactly("a");
    assertThat(ids(new ReplayQuery("", "", "d2", "", "", Answers.ALL))).containsExactly("b");
    assertThat(ids(new ReplayQuery("", "", "", "m1", "", Answers.ALL))).containsExactly("b", "a");
    assertThat(ids(new ReplayQuery("", "", "", "", "s1", Answers.ALL))).containsExactly("a");
    assertThat(ids(new ReplayQuery("r-1", "", "", "", "", Answers.ALL))).containsExactly("a");
    assertThat(ids(new ReplayQuery("SPARE", "", "", "", "", Answers.ALL))).containsExactly("b");
    assertThat(ids(new ReplayQuery("", "", "", "", "", Answers.CACHED))).containsExactly("b");
    assertThat(ids(new ReplayQuery("", "", "", "", "", Answers.STREAMED))).containsExactly("a");
    assertThat(ids(new ReplayQuery("", "main", "d2", "", "", Answers.ALL))).isEmpty();
    assertThat(ids(ReplayQuery.ofSession("s2"))).containsExactly("b");
  }

  @Test
  void bearsManyAtOnce() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < 4; t++) {
      int number = t;
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 25; i++) {
                  store.put(ReplayRecords.of("t%d-%d".formatted(number, i), i));
                  var _ = store.list(ReplayQuery.ALL, 0, 3);
                }
              }));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(store.list(ReplayQuery.ALL, 0, 100).records()).hasSize(MOST);
  }
}
