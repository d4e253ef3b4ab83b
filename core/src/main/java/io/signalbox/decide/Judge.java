package io.signalbox.decide;

import io.signalbox.decide.Program.Node;
import io.signalbox.signal.Readings;
import io.signalbox.signal.SignalName;
import java.util.List;
import java.util.Set;

/**
 * Asks the rules of a program what they say of the facts. What it found of the nodes of a rule
 * stands until the next rule is asked.
 */
final class Judge {
  private final Program program;
  private final Facts facts;
  private final byte[] marks;
  private final double[] low;
  private final double[] high;

  Judge(Program program, Readings readings) {
    this.program = program;
    this.facts = new Facts(program, readings);
    marks = new byte[program.width];
    low = new double[program.width];
    high = new double[program.width];
  }

  Facts facts() {
    return facts;
  }

  /** Asks a rule; the answer stands at its root. */
  Node ask(int rule) {
    var root = program.roots[rule];
    ask(root);
    return root;
  }

  int marks(Node node) {
    return marks[node.id];
  }

  /** The least confidence a node can have when it holds. */
  double low(Node node) {
    return low[node.id];
  }

  /** The greatest. */
  double high(Node node) {
    return high[node.id];
  }

  /** Asks a part of a rule; the answers of other parts may be overwritten. */
  void ask(Node node) {
    switch (node.combination) {
      case null -> set(node, facts.marks[node.leaf], facts.low[node.leaf], facts.high[node.leaf]);
      case ALL -> all(node);
      case ANY -> any(node);
      case NOT -> not(node);
    }
  }

  private void set(Node node, int marks, double least, double most) {
    this.marks[node.id] = (byte) marks;
    low[node.id] = least;
    high[node.id] = most;
  }

  private void all(Node node) {
    if (node.parts.length == 0) {
      set(node, Marks.HOLDS, 0, 0);
      return;
    }
    int every = Marks.YES | Marks.MAY_HOLD;
    int some = 0;
    for (var part : node.parts) {
      ask(part);
      int said = marks[part.id];
      if ((said & Marks.NO) != 0) {
        set(node, Marks.MISSES, 0, 0);
        return;
      }
      every &= said;
      some |= said;
    }
    set(node, every | (some & Marks.MAY_MISS), mean(node.parts, low), mean(node.parts, high));
  }

  /** The mean of some numbers; rounding does not put it outside of them, so equal ones are it. */
  private static double mean(Node[] parts, double[] numbers) {
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (var part : parts) {
      double number = numbers[part.id];
      sum += number;
      least = Math.min(least, number);
      most = Math.max(most, number);
    }
    return Math.clamp(sum / parts.length, least, most);
  }

  private void any(Node node) {
    int every = Marks.NO | Marks.MAY_MISS;
    int some = 0;
    double least = 0;
    double most = 0;
    for (var part : node.parts) {
      ask(part);
      int said = marks[part.id];
      every &= said;
      some |= said;
      if ((said & Marks.YES) != 0) {
        least = Math.max(least, low[part.id]);
      }
      if ((said & Marks.MAY_HOLD) != 0) {
        most = Math.max(most, high[part.id]);
      }
      if (least == 1) {
        break;
      }
    }
    set(node, every | (some & (Marks.YES | Marks.MAY_HOLD)), least, most);
  }

  private void not(Node node) {
    var part = node.parts[0];
    ask(part);
    set(node, Marks.turned(marks[part.id]), 1, 1);
  }

  /**
   * Adds the signals whose reading could still change what a node of the rule last asked says.
   *
   * @param sure whether its confidence counts too
   */
  void unread(Node node, boolean sure, Set<SignalName> wanted) {
    boolean decided = Marks.decided(marks[node.id]);
    if (decided && (!sure || low[node.id] == high[node.id])) {
      return;
    }
    switch (node.combination) {
      case null -> facts.unread(node.leaf, wanted);
      case ALL -> {
        for (var part : node.parts) {
          unread(part, sure, wanted);
        }
      }
      case ANY -> {
        for (var part : node.parts) {
          // Once one part holds, only a surer one could still change something.
          boolean surer = (marks[part.id] & Marks.MAY_HOLD) != 0 && high[part.id] > low[node.id];
          if (!decided || surer) {
            unread(part, sure, wanted);
          }
        }
      }
      case NOT -> unread(node.parts[0], false, wanted);
    }
  }

  /** Adds the leaves that make a node of the rule last asked hold. */
  void matched(Node node, List<SignalName> matched) {
    switch (node.combination) {
      case null -> matched.add(program.leaves[node.leaf].rule().signal());
      case ALL -> {
        for (var part : node.parts) {
          matched(part, matched);
        }
      }
      case ANY -> {
        for (var part : node.parts) {
          if ((marks[part.id] & Marks.YES) != 0 && low[part.id] == low[node.id]) {
            matched(part, matched);
            return;
          }
        }
      }
      case NOT -> {}
    }
  }
}
