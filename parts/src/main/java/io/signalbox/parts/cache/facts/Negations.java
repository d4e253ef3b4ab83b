package io.signalbox.parts.cache.facts;

import java.util.List;
import java.util.Set;

/** The negations of a question. */
final class Negations {
  private static final Set<String> HARD =
      Set.of(
          "not",
          "cannot",
          "cant",
          "dont",
          "doesnt",
          "isnt",
          "wont",
          "arent",
          "didnt",
          "dosent",
          "dosnt",
          "doesn",
          "shouldnt",
          "couldnt",
          "wouldnt",
          "havent",
          "hasnt",
          "hadnt",
          "wasnt",
          "werent",
          "aint",
          "never",
          "without",
          "w/o",
          "none",
          "neither",
          "nor",
          "nobody",
          "nothing",
          "except",
          "excluding",
          "exclude",
          "excluded",
          "excludes",
          "unless",
          "nicht",
          "kein",
          "keine",
          "keinen",
          "keinem",
          "keiner",
          "ohne",
          "nie",
          "niemals",
          "ausser",
          "pas",
          "sans",
          "jamais",
          "sauf",
          "aucun",
          "aucune",
          "sin",
          "nunca",
          "jamas",
          "excepto",
          "salvo",
          "ningun",
          "ninguna",
          "non",
          "senza",
          "mai",
          "tranne",
          "eccetto",
          "nessun",
          "nessuna",
          "nao",
          "sem",
          "exceto",
          "niet",
          "zonder",
          "geen",
          "nooit",
          "bez",
          "nie_ma",
          "без",
          "не",
          "нет",
          "不",
          "没",
          "無",
          "ない");

  /** Words that say no in their own way, so that the other question may do without. */
  private static final Set<String> SOFT =
      Set.of(
          "no",
          "stop",
          "stops",
          "stopped",
          "stopping",
          "prevent",
          "prevents",
          "avoid",
          "avoids",
          "fail",
          "fails",
          "failed",
          "failing",
          "refuse",
          "refuses",
          "broken",
          "instead",
          "lack",
          "lacks",
          "lacking",
          "missing",
          "unable",
          "impossible",
          "deny",
          "denied",
          "denies",
          "reject",
          "rejected",
          "forget",
          "forgot",
          "hate",
          "hates",
          "loses",
          "lost",
          "against",
          "forbidden",
          "prohibited",
          "banned",
          "block",
          "blocked",
          "wrong",
          "error",
          "problem",
          "trouble",
          "issue",
          "bug",
          "skip",
          "skipping",
          "disable",
          "out",
          "dead",
          "exempt",
          "besides",
          "zero",
          "apart",
          "minus",
          "problems",
          "offline",
          "scratch",
          "hinder",
          "hardly",
          "barely",
          "rarely",
          "anymore",
          "neg",
          "null",
          "empty",
          "absent",
          "lacto",
          "vegan",
          "forbid",
          "protect",
          "illegal",
          "unlike",
          "undo",
          "cancel",
          "rid",
          "unknown");

  private final int hard;
  private final boolean soft;

  private Negations(int hard, boolean soft) {
    this.hard = hard;
    this.soft = soft;
  }

  static Negations of(List<Token> tokens) {
    int hard = 0;
    boolean soft = false;
    for (int i = 0; i < tokens.size(); i++) {
      if (hard(tokens, i)) {
        hard++;
      } else {
        soft |= soft(tokens.get(i).word());
      }
    }
    return new Negations(hard, soft);
  }

  private static boolean soft(String word) {
    return SOFT.contains(word)
        || (word.length() > 5 && word.startsWith("un"))
        || (word.length() > 6 && word.endsWith("less"));
  }

  /** Whether a token negates what stands behind it. */
  static boolean hard(List<Token> tokens, int i) {
    var token = tokens.get(i);
    var word = token.word();
    boolean says =
        HARD.contains(word)
            || word.endsWith("n't")
            || (word.equals("no") && i + 1 < tokens.size() && tokens.get(i + 1).isWord());
    return says && !idle(tokens, i);
  }

  /** Couldn't you, isn't it, whether or not, why not, not only. */
  private static boolean idle(List<Token> tokens, int i) {
    var token = tokens.get(i);
    var next = i + 1 < tokens.size() ? tokens.get(i + 1).word() : "";
    var before = i > 0 ? tokens.get(i - 1).word() : "";
    if (next.equals("understand")
        || next.equals("understood")
        || next.equals("know")
        || (next.equals("get") && !token.word().startsWith("didn"))
        || next.equals("mind")) {
      return true;
    }
    if (token.word().endsWith("n't")) {
      return (token.opening() && !token.is("don't"))
          || before.equals(",")
          || (next.equals("it") && i + 3 >= tokens.size());
    }
    return (token.is("not")
            && (before.equals("or")
                || before.equals("why")
                || before.equals("if")
                || next.equals("only")
                || next.equals("sure")))
        || (token.is("non") && next.isEmpty())
        || (token.is("no") && next.equals("matter"))
        || (token.is("不") && next.equals("见"));
  }

  /** Whether one says no where the other does not. */
  boolean conflictsWith(Negations other) {
    return (hard > 0 && other.hard == 0 && !other.soft) || (other.hard > 0 && hard == 0 && !soft);
  }
}
