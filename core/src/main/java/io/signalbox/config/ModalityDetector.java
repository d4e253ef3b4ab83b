package io.signalbox.config;

import java.util.List;

/** How it is told from words whether a text or a picture is wanted. */
public record ModalityDetector(
    @Doc("Whether words are looked at.") @Default("false") boolean enabled,
    @Doc("keyword.") @Default("") String method,
    @Doc("Parts of a text that ask for a picture; letter case does not matter.") @Default("[]")
        List<String> keywords,
    @Doc("Parts of a text that ask for a text beside the picture.") @Default("[]")
        List<String> bothKeywords) {}
