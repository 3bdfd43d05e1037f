using System.Net;
using System.Net.Sockets;

namespace KantanSim.Bench;

/// <summary>
/// A merchant's server in this process, which accepts notifications and returning browsers. It uses plain sockets, to leave the CPU
/// to KantanSim.
/// </summary>
/// <param name="notified">Gets the body of each notification after the response was sent.</param>
/// <param name="accepts">Whether notifications are accepted; otherwise the response is 503.</param>
internal sealed class Merchant(Action<string> notified, Func<bool> accepts) : IDisposable
{
    static readonly byte[] Received = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n0"u8.ToArray();
    static readonly byte[] Unavailable = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public string Url => $"http://{listener.LocalEndpoint}";

    /// <summary>Settings for a shop that notifies this merchant.</summary>
    public string[] Settings =>
    [
        "--KantanSim:Shops:0:ShopId=tshop00000001",
        "--KantanSim:Shops:0:ShopPass=kantansim1",
        $"--KantanSim:Shops:0:NotifyUrl={Url}/notify",
    ];

    public static Merchant Open(Action<string> notified, Func<bool>? accepts = null)
    {
        var merchant = new Merchant(notified, accepts ?? (() => true));
        merchant.listener.Start();
        _ = merchant.Listen();
        return merchant;
    }

    public void Dispose() => listener.Dispose();

    async Task Listen()
    {
        try
        {
            while (true) _ = Serve(await listener.AcceptSocketAsync());
        }
        catch (Exception reason) when (reason is ObjectDisposedException or SocketException)
        {
            // The listener was disposed.
        }
    }

    async Task Serve(Socket connection)
    {
        using var socket = connection;
        socket.NoDelay = true;
        var messages = new HttpMessageReader(socket);
        try
        {
            while (await messages.Next())
            {
                var isNotification = messages.Head.StartsWith("POST /notify "u8);
                await socket.SendAsync(isNotification && !accepts() ? Unavailable : Received);
                if (isNotification) notified(messages.Body);
            }
        }
        catch (Exception reason) when (reason is IOException or SocketException)
        {
            // The simulator closed the connection.
        }
        catch (Exception fault)
        {
            // A benchmark that waits for the notification would never end.
            Environment.FailFast("The bench's merchant failed.", fault);
        }
    }
}
