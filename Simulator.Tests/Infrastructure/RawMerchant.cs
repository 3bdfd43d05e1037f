using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace KantanSim.Tests.Infrastructure;

/// <summary>A merchant's server that does with each connection whatever a test wants: it answers raw bytes, is silent, or breaks off.</summary>
internal sealed class RawMerchant : IDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stopped = new();
    readonly TaskCompletionSource called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Func<Stream, CancellationToken, Task> answer;
    readonly X509Certificate2? certificate;
    readonly bool asksForCertificate;

    /// <param name="answer">What it does once it has read a request. The connection is closed afterwards.</param>
    /// <param name="certificate">With its key; null: the server speaks no TLS.</param>
    /// <param name="asksForCertificate">It talks to nobody who has no certificate.</param>
    public RawMerchant(Func<Stream, CancellationToken, Task> answer, X509Certificate2? certificate = null, bool asksForCertificate = false)
    {
        (this.answer, this.certificate, this.asksForCertificate) = (answer, certificate, asksForCertificate);
        listener.Start();
        Serving = Serve();
    }

    /// <param name="says">The bytes that it answers to every request.</param>
    public RawMerchant(byte[] says, X509Certificate2? certificate = null, bool asksForCertificate = false)
        : this(async (stream, stop) => await stream.WriteAsync(says, stop), certificate, asksForCertificate) { }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string Url => $"http://{listener.LocalEndpoint}/notify";

    /// <summary>Ends when a request has come.</summary>
    public Task Called => called.Task.WithHangGuard();

    /// <summary>Ends when the caller has closed a connection.</summary>
    public Task Ended => ended.Task.WithHangGuard();

    Task Serving { get; }

    public void Dispose()
    {
        stopped.Cancel();
        listener.Dispose();
        stopped.Dispose();
    }

    async Task Serve()
    {
        while (await listener.AcceptTcpClientAsync(stopped.Token) is { } client) _ = Serve(client);
    }

    async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = await Open(client);
                _ = await stream.ReadAsync(new byte[4_096], stopped.Token);
                called.TrySetResult();
                await answer(stream, stopped.Token);
                // Closing with unread bytes would reset the connection.
                client.Client.Shutdown(SocketShutdown.Send);
                while (await stream.ReadAsync(new byte[4_096], stopped.Token) > 0) { }
            }
            catch (Exception fault) when (fault is IOException or AuthenticationException or SocketException or ObjectDisposedException)
            {
                ended.TrySetResult();
            }
        }
    }

    async Task<Stream> Open(TcpClient client)
    {
        if (certificate is null) return client.GetStream();
        var secure = new SslStream(client.GetStream());
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            ClientCertificateRequired = asksForCertificate,
            RemoteCertificateValidationCallback = (_, client, _, _) => !asksForCertificate || client is not null,
        }, stopped.Token);
        return secure;
    }
}
