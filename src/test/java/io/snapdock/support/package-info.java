/**
 * What tests share: the server under test, browsers, QR codes, waiting. {@link io.snapdock.support.ServerIT} is the base
 * of tests on the shared server, {@link io.snapdock.support.ServerProcess} starts one for a single test.
 */
package io.snapdock.support;
