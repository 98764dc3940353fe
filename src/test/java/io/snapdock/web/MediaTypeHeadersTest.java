package io.snapdock.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeHeadersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/jpeg",
                "application/json; charset=UTF-8",
                "text/plain;charset=\"utf-8\"",
                "a/b;",
                "image/svg+xml"
            })
    void takesMediaTypes(String header) {
        assertThat(MediaTypeHeaders.isMediaType(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "a/b/c", "/", ";", "image/", "image/jpeg; charset=\"", "a b/c", "a/b; c"})
    void refusesOtherTypes(String header) {
        assertThat(MediaTypeHeaders.isMediaType(header)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
                "application/json",
                "a/b;q=1.000, c/d;q=0",
                "a/b;q=0.5;level=1"
            })
    void takesWhatClientsAccept(String header) {
        assertThat(MediaTypeHeaders.isAccept(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense", "a/b/c", "/", ";", ",", "text/html;q=x", "text/html;q=9", "a/b;q=0.1234", "a/b;q="})
    void refusesOtherAccepts(String header) {
        assertThat(MediaTypeHeaders.isAccept(header)).isFalse();
    }
}
