/**
 * What all answers have in common: the JAX-RS application, security headers, JSON in and out, and the address under which phones
 * reach this server. It knows no feature.
 */
package io.snapdock.web;
