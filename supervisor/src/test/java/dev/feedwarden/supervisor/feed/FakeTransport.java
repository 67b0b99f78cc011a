package dev.feedwarden.supervisor.feed;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A transport whose far end is the test. */
final class FakeTransport implements Transport {

    final List<FakeLink> links = new ArrayList<>();
    boolean closed;

    @Override
    public Link open(URI endpoint, Receiver receiver) {
        var link = new FakeLink(endpoint, receiver);
        links.add(link);
        return link;
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return Future.succeededFuture();
    }

    /** One connection, as the venue sees it. */
    static final class FakeLink implements Link {
        final URI endpoint;
        final Receiver receiver;
        final List<String> heard = new ArrayList<>();
        boolean framed = true;
        boolean full;
        boolean closed;
        int pings;
        private int answered;

        private FakeLink(URI endpoint, Receiver receiver) {
            this.endpoint = endpoint;
            this.receiver = receiver;
        }

        /** Comes up and greets. */
        void welcome() {
            receiver.opened();
            say("welcome");
        }

        void say(String line) {
            receiver.received(Buffer.buffer(line + "\n"));
        }

        /** Acknowledges the last subscription as a whole, if that has not been done. */
        void acknowledge() {
            String last = heard.get(heard.size() - 1);
            if (heard.size() > answered && last.startsWith("sub ")) {
                answered = heard.size();
                say("ack " + last.substring("sub ".length()));
            }
        }

        @Override
        public void send(Buffer message) {
            heard.add(message.toString().strip());
        }

        @Override
        public boolean full() {
            return full;
        }

        @Override
        public boolean framed() {
            return framed;
        }

        @Override
        public void ping() {
            pings++;
        }

        @Override
        public Future<Void> close() {
            closed = true;
            return Future.succeededFuture();
        }
    }
}
