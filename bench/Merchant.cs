using System.Net;
using System.Net.Sockets;

namespace KantanSim.Bench;

/// <summary>A merchant's server in this process, that takes notifications and browsers at once: on bare sockets, so that the machine is KantanSim's.</summary>
/// <param name="notified">Is told the body of each notification that it has answered.</param>
/// <param name="takes">Whether it takes them; otherwise it answers 503.</param>
internal sealed class Merchant(Action<string> notified, Func<bool> takes) : IDisposable
{
    static readonly byte[] Received = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n0"u8.ToArray();
    static readonly byte[] Unavailable = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public string Url => $"http://{listener.LocalEndpoint}";

    /// <summary>The settings of the one shop, which notifies this merchant.</summary>
    public string[] Settings => ["--KantanSim:Shops:0:ShopId=tshop00000001", "--KantanSim:Shops:0:ShopPass=kantansim1", $"--KantanSim:Shops:0:NotifyUrl={Url}/notify"];

    public static Merchant Open(Action<string> notified, Func<bool>? takes = null)
    {
        var merchant = new Merchant(notified, takes ?? (() => true));
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
        catch (Exception reason) when (reason is ObjectDisposedException or SocketException) { /* it is closed */ }
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
                await socket.SendAsync(isNotification && !takes() ? Unavailable : Received);
                if (isNotification) notified(messages.Body);
            }
        }
        catch (Exception reason) when (reason is IOException or SocketException) { /* the simulator has ended */ }
        catch (Exception fault)
        {
            // Whoever waits to be told would wait for ever.
            Environment.FailFast("The bench's merchant cannot go on.", fault);
        }
    }
}
