package io.signalbox.simulator;

/**
 * What a model is asked.
 *
 * @param newest the text to echo: of a chat the newest user text, else the whole prompt
 * @param digest differs where any of the prompt differs; it picks the words of the answer
 */
record Prompt(String newest, int tokens, long digest) {}
