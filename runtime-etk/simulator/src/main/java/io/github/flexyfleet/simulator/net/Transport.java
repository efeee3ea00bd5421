package io.github.flexyfleet.simulator.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The event loops that all servers of a world share. Listeners take free ports of the loopback. Its threads are
 * daemons. Thread-safe.
 */
public final class Transport implements AutoCloseable {
    private static final int THREADS = 4;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            THREADS, new DefaultThreadFactory("world", true), NioIoHandler.newFactory());

    /** A server that listens on the loopback; closing it also closes what it has accepted. */
    public static final class Listener implements AutoCloseable {
        private final Channel server;
        private final ChannelGroup accepted;

        private Listener(Channel server, ChannelGroup accepted) {
            this.server = server;
            this.accepted = accepted;
        }

        /** Where it listens. */
        public InetSocketAddress address() {
            return (InetSocketAddress) server.localAddress();
        }

        @Override
        public void close() {
            server.close().syncUninterruptibly();
            accepted.close().syncUninterruptibly();
        }
    }

    /**
     * Listens on a free loopback port.
     *
     * @param setUp builds the pipeline of each accepted connection; called on its event loop
     * @throws IOException when no port can be had
     */
    public Listener listen(Consumer<SocketChannel> setUp) throws IOException {
        ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accepted.add(channel);
                        setUp.accept(channel);
                    }
                });
        var bound = bootstrap
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on the loopback", bound.cause());
        }
        return new Listener(bound.channel(), accepted);
    }

    /** A client connection on a given loop, not yet connected; it reads nothing until it is told to. */
    Bootstrap client(EventLoop loop, ChannelHandler handler) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .handler(handler);
    }

    /** Ends the event loops; close the listeners first. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
