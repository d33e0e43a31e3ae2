//! Distances on the globe.

/// Latitude and longitude in degrees, north and east positive.
pub type Spot = (f64, f64);

const EARTH_RADIUS_M: f64 = 6_371_000.0;

/// Metres between two places, by the haversine formula.
#[must_use]
pub fn metres(from: Spot, to: Spot) -> f64 {
    let ((from_north, from_east), (to_north, to_east)) = (from, to);
    let half = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
    let chord = half(from_north, to_north)
        + from_north.to_radians().cos() * to_north.to_radians().cos() * half(from_east, to_east);
    2.0 * EARTH_RADIUS_M * chord.clamp(0.0, 1.0).sqrt().asin()
}

/// Degrees of latitude and longitude that `metres` are at most, around a place.
#[must_use]
pub fn degrees(metres: f64, around: Spot) -> (f64, f64) {
    let north = (metres / EARTH_RADIUS_M).to_degrees();
    (north, north / around.0.to_radians().cos().max(0.01))
}

/// The median of latitudes and of longitudes; none of nothing.
#[must_use]
pub fn middle(places: &[Spot]) -> Option<Spot> {
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    };
    let (north, east) = places.iter().copied().unzip();
    Some((median(north)?, median(east)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() {
        let (south, north) = ((-5.0, 105.0), (-4.0, 105.0));
        assert!((metres(south, north) - 111_195.0).abs() < 1.0);
        assert_eq!(metres(south, south), 0.0);
        let west = (-4.8, 104.9);
        let east = (-4.8, 104.901);
        assert!((metres(west, east) - 110.8).abs() < 0.1, "{}", metres(west, east));
    }

    #[test]
    fn one_place_far_away_does_not_move_the_middle() {
        let village = [(-4.80, 104.90), (-4.81, 104.91), (-4.79, 104.92), (1.0, 90.0), (-4.80, 104.91)];
        assert_eq!(middle(&village), Some((-4.80, 104.91)));
        assert_eq!(middle(&[]), None);
    }
}
