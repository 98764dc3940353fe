/**
 * Errors for people and programs: each feature lists its errors in one enum of {@link io.snapdock.problem.ProblemKind}s, and
 * one mapper answers all of them as {@code application/problem+json} (RFC 9457).
 *
 * <p>Guarantee: no exception's own text, class name or stack trace leaves the server. What is not a listed problem is
 * {@code internal}, and the log has it under the {@code instance} that the caller was given.
 */
package io.snapdock.problem;
