namespace KantanSim.Tests.Ci;

/// <summary>Tests of a shop, as lines of bash. They need the variable GATEWAY_URL, and curl.</summary>
internal static class ShopCalls
{
    /// <summary>A payment that waits for the consumer; prints its status.</summary>
    public const string Payment =
        """
        shop="ShopID=tshop00000001&ShopPass=kantansim1"
        entry=$(curl -fsS "$GATEWAY_URL/payment/EntryTranRecruit.idPass" -d "$shop&OrderID=CI-1&JobCd=AUTH&Amount=1000")
        id=$(sed -E 's/.*AccessID=([^&]*).*/\1/' <<< "$entry"); pass=$(sed -E 's/.*AccessPass=([^&]*).*/\1/' <<< "$entry")
        curl -fsS "$GATEWAY_URL/payment/ExecTranRecruit.idPass" -d "$shop&AccessID=$id&AccessPass=$pass&OrderID=CI-1" \
          -d "ItemName=Mug&RetURL=http://127.0.0.1:3000/return" | grep -q StartURL=
        curl -fsS "$GATEWAY_URL/payment/SearchTradeMulti.idPass" -d "$shop&OrderID=CI-1&PayType=24"
        """;

    /// <summary>A mistake that the advice finds: <c>call-by-get</c>.</summary>
    public const string Mistake = "curl -fsS \"$GATEWAY_URL/payment/SearchTradeMulti.idPass\" > /dev/null";
}
