package io.snapdock.problem;

import java.util.Locale;

/**
 * One row of a feature's error table. Each feature keeps its rows in one enum; programs that call the API go by
 * {@link #code()}, people read {@link #title()} and the detail of the single problem.
 */
public interface ProblemKind {

    /** A stable name, lower case with hyphens, unique over all features. */
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant's own name, as every enum has it. Renaming one changes the API. */
    String name();

    /** The HTTP status, 400 to 599. */
    int status();

    /** What happened and what to do, in one or two sentences without any value that came from outside. */
    String title();
}
