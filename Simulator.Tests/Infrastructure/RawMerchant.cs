using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace KantanSim.Tests.Infrastructure;

/// <summary>A merchant's server whose handling of each connection is up to the test: raw bytes, no response, or an aborted one.</summary>
internal sealed class RawMerchant : IDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stopped = new();
    readonly TaskCompletionSource called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Func<Stream, CancellationToken, Task> answer;
    readonly X509Certificate2? certificate;
    readonly bool asksForCertificate;

    /// <param name="answer">Called after a request was read. The connection is closed afterwards.</param>
    /// <param name="certificate">A certificate with its key; null for no TLS.</param>
    /// <param name="asksForCertificate">Whether clients without a certificate are rejected.</param>
    public RawMerchant(Func<Stream, CancellationToken, Task> answer, X509Certificate2? certificate = null, bool asksForCertificate = false)
    {
        this.answer = answer;
        this.certificate = certificate;
        this.asksForCertificate = asksForCertificate;
        listener.Start();
        _ = Serve();
    }

    /// <param name="says">The bytes of every response.</param>
    public RawMerchant(byte[] says, X509Certificate2? certificate = null, bool asksForCertificate = false)
        : this(async (stream, stop) => await stream.WriteAsync(says, stop), certificate, asksForCertificate) { }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string Url => $"http://{listener.LocalEndpoint}/notify";

    /// <summary>Completes when a request was received.</summary>
    public Task Called => called.Task.WithHangGuard();

    /// <summary>Completes when the client has aborted a connection.</summary>
    public Task Ended => ended.Task.WithHangGuard();

    public void Dispose()
    {
        stopped.Cancel();
        listener.Dispose();
        stopped.Dispose();
    }

    async Task Serve()
    {
        while (true) _ = Serve(await listener.AcceptTcpClientAsync(stopped.Token));
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
                // Read the rest, because closing a connection with unread bytes resets it.
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
