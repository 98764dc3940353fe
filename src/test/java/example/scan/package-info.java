/** A host app that looks at photos before they are taken: the example of docs/host-apps.md. */
package example.scan;
