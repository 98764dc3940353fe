package io.snapdock.problem;

/**
 * One row of a feature's error table. Each feature keeps its rows in one enum; programs that call the API go by
 * {@link #code()}, people read {@link #title()} and the detail of the single problem.
 */
public interface ProblemKind {

    /** A stable name, lower case with hyphens, unique over all features. */
    String code();

    /** The HTTP status, 400 to 599. */
    int status();

    /** What happened and what to do, in one or two sentences without any value that came from outside. */
    String title();
}
