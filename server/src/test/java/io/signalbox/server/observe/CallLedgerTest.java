package io.signalbox.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.engine.RouterEvents;
import io.signalbox.plugin.Routed;
import io.signalbox.server.reload.Documents;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CallLedgerTest {
  private final CallLedger ledger = new CallLedger();

  @Test
  void routedCallEndsOnce() {
    var routed = routed("a");
    ledger.open(routed, Duration.ofMillis(3));
    var end = ledger.close(routed.call());
    assertThat(end.first()).isTrue();
    assertThat(end.open()).isNotNull();
    assertThat(ledger.close(routed.call()).first()).isFalse();
  }

  @Test
  void callThatWasNeverRoutedEndsOnce() {
    var call = Documents.call("a");
    assertThat(ledger.close(call)).isEqualTo(new CallLedger.End(true, null));
    assertThat(ledger.close(call)).isEqualTo(new CallLedger.End(false, null));
  }

  @Test
  void onlyOpenCallsAreShown() {
    var one = routed("a");
    ledger.open(one, Duration.ZERO);
    ledger.open(routed("b"), Duration.ZERO);
    var before = ledger.close(one.call());
    var ids = new ArrayList<String>();
    ledger.each(open -> ids.add(open.routed().call().id()));
    assertThat(before.first()).isTrue();
    assertThat(ids).containsExactly("b");
  }

  @Test
  @Timeout(60)
  void endedCallsAreForgotten() {
    for (int i = 0; i < 1000; i++) {
      var call = Documents.call("a");
      assertThat(ledger.close(call).first()).isTrue();
    }
    while (ledger.size() > 0) {
      System.gc();
    }
  }

  private static Routed routed(String id) {
    var recipes = Documents.recipes(Documents.YAML, RouterEvents.NONE);
    return recipes.main().explain(Documents.call(id), Documents.request("auto", "hello"));
  }
}
