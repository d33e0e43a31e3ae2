//! Where a request comes from, also behind proxies.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use ipnet::IpNet;

/// Which proxies in front of the server are believed when they say for whom they ask.
#[derive(Debug, Clone, Default)]
pub struct Proxies {
    /// Whoever connects is a proxy.
    pub every_peer: bool,
    /// Addresses of proxies, of which several may stand one behind the other.
    pub ranges: Vec<IpNet>,
}

impl Proxies {
    /// Whether whoever connects from here speaks for others.
    pub(crate) fn contains(&self, peer: IpAddr) -> bool {
        self.every_peer || self.is_in_range(peer)
    }

    fn is_in_range(&self, address: IpAddr) -> bool {
        self.ranges.iter().any(|range| range.contains(&address))
    }

    /// Who asks: the last address of `x-forwarded-for` that is no proxy's. What stands before it may be made up.
    /// `forwarded` are the values of that header in their order.
    pub(crate) fn caller<'a>(&self, peer: IpAddr, forwarded: impl DoubleEndedIterator<Item = &'a str>) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.contains(peer) {
            return peer;
        }
        let mut caller = peer;
        for text in forwarded.flat_map(|value| value.split(',')).rev() {
            let Some(address) = parse(text) else { break };
            caller = address;
            if !self.is_in_range(address) {
                break;
            }
        }
        caller
    }
}

/// One address of `x-forwarded-for`: bare, with a port, in brackets.
fn parse(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let bare = text.parse().ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    let in_brackets = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    bare.or_else(with_port).or_else(in_brackets).map(|address: IpAddr| address.to_canonical())
}

/// What is counted as one caller: an IPv4 address, or the /64 of an IPv6 address, of which one customer has
/// 2^64.
pub(crate) fn counted(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64)).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn an_address_may_have_a_port_brackets_and_quotes() {
        for (text, address) in [
            ("203.0.113.10", "203.0.113.10"),
            (" 203.0.113.10:40000", "203.0.113.10"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("\"[2001:db8::1]:443\"", "2001:db8::1"),
            ("::ffff:203.0.113.10", "203.0.113.10"),
        ] {
            assert_eq!(parse(text), Some(ip(address)), "{text}");
        }
        for text in ["", "unknown", "_hidden", "203.0.113", "203.0.113.10:99999999"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_last_address_that_is_no_proxys_asks_and_what_stands_before_it_is_not_believed() {
        let chain = Proxies { every_peer: false, ranges: vec!["10.0.0.0/8".parse().unwrap()] };
        let one = Proxies { every_peer: true, ranges: vec![] };
        for (proxies, peer, forwarded, caller) in [
            (&chain, "10.0.0.1", vec!["6.6.6.6, 203.0.113.7:1, 10.0.0.2"], "203.0.113.7"),
            (&chain, "10.0.0.1", vec!["6.6.6.6", "203.0.113.7", "10.0.0.2"], "203.0.113.7"),
            (&chain, "10.0.0.1", vec!["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
            (&chain, "10.0.0.1", vec!["203.0.113.7, unknown"], "10.0.0.1"),
            (&chain, "10.0.0.1", vec![], "10.0.0.1"),
            (&chain, "198.51.100.1", vec!["203.0.113.7"], "198.51.100.1"),
            (&one, "198.51.100.1", vec!["6.6.6.6, 203.0.113.7"], "203.0.113.7"),
            (&Proxies::default(), "127.0.0.1", vec!["203.0.113.7"], "127.0.0.1"),
        ] {
            assert_eq!(proxies.caller(ip(peer), forwarded.iter().copied()), ip(caller), "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn a_customers_whole_ipv6_network_counts_as_one() {
        assert_eq!(counted(ip("2001:db8:1:2:3::4")), counted(ip("2001:db8:1:2:ffff::1")));
        assert_ne!(counted(ip("2001:db8:1:2::")), counted(ip("2001:db8:1:3::")));
        assert_eq!(counted(ip("::ffff:203.0.113.7")), ip("203.0.113.7"));
        assert_ne!(counted(ip("203.0.113.7")), counted(ip("203.0.113.8")));
    }
}
