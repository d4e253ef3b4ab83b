package io.signalbox.simulator;

/** What an answer is made of, after the words that say which model gave it. */
public enum AnswerMode {
  /** The newest user text. */
  ECHO,
  /** Words drawn by the seed, the model and the prompt. */
  RANDOM
}
