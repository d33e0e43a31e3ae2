package android.location;

public class Location {
    public double latitude = -4.8;
    public double longitude = 104.9;
    public Float accuracy = 6.5f;
    public long time = 1_618_453_860_000L;
    public long measuredNanos;
    public boolean mock;

    public double getLatitude() { return latitude; }
    public double getLongitude() { return longitude; }
    public boolean hasAccuracy() { return accuracy != null; }
    public float getAccuracy() { return accuracy; }
    public long getTime() { return time; }
    public long getElapsedRealtimeNanos() { return measuredNanos; }
    public boolean isFromMockProvider() { return mock; }
}
