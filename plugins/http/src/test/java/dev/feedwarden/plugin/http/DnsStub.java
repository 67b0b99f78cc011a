package dev.feedwarden.plugin.http;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A DNS server that answers each question for an IPv4 address with the next of some answers, the last again and again. */
final class DnsStub implements AutoCloseable {

    private final DatagramSocket socket;
    private final List<List<String>> answers;
    private final AtomicInteger asked = new AtomicInteger();

    DnsStub(List<List<String>> answers) throws IOException {
        this.answers = answers;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "dns-stub");
        thread.setDaemon(true);
        thread.start();
    }

    String server() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    int asked() {
        return asked.get();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                socket.receive(packet);
                byte[] answer = answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            // The test is over.
            return;
        }
    }

    private byte[] answer(ByteBuffer query) throws IOException {
        int end = 12;
        while (query.get(end) != 0) {
            end += query.get(end) + 1;
        }
        boolean four = query.getShort(end + 1) == 1;
        List<String> addresses = four ? answers.get(Math.min(asked.getAndIncrement(), answers.size() - 1)) : List.of();
        byte[] question = new byte[end + 5 - 12];
        query.position(12);
        query.get(question);
        ByteBuffer reply = ByteBuffer.allocate(512);
        reply.putShort(query.getShort(0)).putShort((short) 0x8180).putShort((short) 1);
        reply.putShort((short) addresses.size()).putInt(0).put(question);
        for (String address : addresses) {
            reply.putShort((short) 0xc00c)
                    .putShort((short) 1)
                    .putShort((short) 1)
                    .putInt(0)
                    .putShort((short) 4);
            reply.put(InetAddress.getByName(address).getAddress());
        }
        byte[] bytes = new byte[reply.position()];
        reply.flip().get(bytes);
        return bytes;
    }
}
