package io.snapdock.push;

import java.util.List;

/**
 * Streams with what a client must make of them: restated from the WHATWG HTML standard, 9.2.6, and from the cases of the eventsource folder
 * of web-platform-tests (format-*.any.js), whose names they have.
 */
final class Vectors {

    /**
     * @param stream the body, UTF-8
     * @param fired what is fired: type, last event id and data, each in brackets
     */
    record Vector(String name, String stream, List<String> fired) {
        static Vector of(String name, String stream, String... fired) {
            return new Vector(name, stream, List.of(fired));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Vectors() {}

    static final List<Vector> ALL = List.of(
            Vector.of("format-bom", "\uFEFFdata:1\n\n\uFEFFdata:2\n\ndata:3\n\n", "[message][][1]", "[message][][3]"),
            Vector.of("format-bom-2", "\uFEFF\uFEFFdata:1\n\ndata:2\n\n", "[message][][2]"),
            Vector.of(
                    "format-comments",
                    "data:1\r:\0\n:\r\ndata:2\n:" + "x".repeat(2000) + "\rdata:3\n:data:fail\r:data:4\n\n",
                    "[message][][1\n2\n3]"),
            Vector.of(
                    "format-data-before-final-empty-line",
                    "retry:1000\ndata:test1\n\nid:test\ndata:test2",
                    "[message][][test1]"),
            Vector.of(
                    "format-field-data",
                    "data:\n\ndata\ndata\n\ndata:test\n\n",
                    "[message][][]",
                    "[message][][\n]",
                    "[message][][test]"),
            Vector.of("format-field-event", "event:test\ndata:x\n\ndata:x\n\n", "[test][][x]", "[message][][x]"),
            Vector.of("format-field-event-empty", "event: \ndata:data\n\n", "[message][][data]"),
            Vector.of(
                    "format-field-id",
                    "id: …\ndata:hello\n\ndata:again\n\n",
                    "[message][…][hello]",
                    "[message][…][again]"),
            Vector.of(
                    "format-field-id-2",
                    "id: 1\ndata:a\n\nid\ndata:b\n\ndata:c\n\n",
                    "[message][1][a]",
                    "[message][][b]",
                    "[message][][c]"),
            Vector.of(
                    "format-field-id-null",
                    "id: 1\ndata:a\n\nid: x\0y\ndata:b\n\n",
                    "[message][1][a]",
                    "[message][1][b]"),
            Vector.of("id alone moves and fires nothing", "id: 7\n\ndata:x\n\n", "[message][7][x]"),
            Vector.of(
                    "format-field-parsing",
                    "data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\ndata:3\rdata:\r\n data:32\ndata:4\n\n",
                    "[message][][\0\n 2\n1\n3\n\n4]"),
            Vector.of(
                    "format-field-unknown",
                    "data:test\n data\ndata\nfoobar:xxx\njustsometext\n:thisisacommentyay\ndata:test\n\n",
                    "[message][][test\n\ntest]"),
            Vector.of("format-leading-space", "data:\ttest\rdata: \ndata:test\n\n", "[message][][\ttest\n\ntest]"),
            Vector.of("format-newlines", "data:test\r\ndata\ndata:test\r\n\r", "[message][][test\n\ntest]"),
            Vector.of("format-null-character", "data:\0\n\n\n\n", "[message][][\0]"),
            Vector.of("format-utf-8", "data:ok…\n\ndata:車 🙂\n\n", "[message][][ok…]", "[message][][車 🙂]"),
            Vector.of(
                    "line separators of Unicode end no line",
                    "data:a\u2028b\u2029c\u0085d\n\n",
                    "[message][][a\u2028b\u2029c\u0085d]"),
            Vector.of(
                    "format-field-retry-bogus",
                    "retry:1000\nretry:1000x\nretry: -1\nretry:\ndata:x\n\n",
                    "[message][][x]"),
            Vector.of(
                    "an empty event name counts for its block only", "event: a\nevent\ndata: x\n\n", "[message][][x]"));
}
