/** A small host app that has Snapdock inside: the example of docs/topics.md, deployed and called by {@code HostAppIT}. */
package example.orders;
