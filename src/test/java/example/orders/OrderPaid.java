package example.orders;

/** What pages of the shop are told. Public, so that JSON-B can write it. */
public record OrderPaid(String order, long cents) {}
