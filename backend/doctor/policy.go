package doctor

import (
	"net/url"
	"slices"
	"strings"
)

// policy is one Content-Security-Policy: sources by directive, in lower case but for nonces and paths.
type policy map[string][]string

// parsePolicies reads the values of headers and meta tags; a header may hold several policies, and all of them count.
func parsePolicies(texts []string) []policy {
	var all []policy
	for _, text := range texts {
		for one := range strings.SplitSeq(text, ",") {
			p := policy{}
			for directive := range strings.SplitSeq(one, ";") {
				words := strings.Fields(directive)
				if len(words) == 0 {
					continue
				}
				name := strings.ToLower(words[0])
				if _, twice := p[name]; !twice { // the first one counts
					p[name] = words[1:]
				}
			}
			if len(p) > 0 {
				all = append(all, p)
			}
		}
	}
	return all
}

// sources are those of the first directive that the policy has; false for none, which allows everything.
func (p policy) sources(directives ...string) ([]string, bool) {
	for _, directive := range directives {
		if sources, ok := p[directive]; ok {
			return sources, true
		}
	}
	return nil, false
}

// allowsFetch reports whether a page at self may load target, by connect-src or img-src.
func (p policy) allowsFetch(directive string, self, target *url.URL) bool {
	sources, limited := p.sources(directive, "default-src")
	return !limited || matchesAny(sources, self, target)
}

// allowsScript reports whether the page may run our loader and what the loader loads.
func (p policy) allowsScript(self, target *url.URL, tag script) bool {
	sources, limited := p.sources("script-src-elem", "script-src", "default-src")
	if !limited {
		return true
	}
	trusted := tag.nonce != "" && slices.Contains(sources, "'nonce-"+tag.nonce+"'")
	for hash := range strings.FieldsSeq(tag.integrity) {
		trusted = trusted || slices.Contains(sources, "'"+hash+"'")
	}
	if slices.ContainsFunc(sources, func(s string) bool { return strings.EqualFold(s, "'strict-dynamic'") }) {
		return trusted // addresses do not count then
	}
	return trusted && tag.nonce != "" || matchesAny(sources, self, target)
}

// allowsProgram reports whether WebAssembly may run. Everything can be paid without.
func (p policy) allowsProgram() bool {
	sources, limited := p.sources("script-src", "default-src")
	return !limited || slices.ContainsFunc(sources, func(s string) bool {
		return strings.EqualFold(s, "'wasm-unsafe-eval'") || strings.EqualFold(s, "'unsafe-eval'")
	})
}

// allowsMarkup reports whether our one policy of Trusted Types may be made.
func (p policy) allowsMarkup() bool {
	names, limited := p.sources("trusted-types")
	return !limited || slices.Contains(names, "noren") || slices.Contains(names, "*")
}

func matchesAny(sources []string, self, target *url.URL) bool {
	return slices.ContainsFunc(sources, func(source string) bool { return matches(source, self, target) })
}

// matches is CSP's matching of a source with an address that was not redirected (CSP Level 3, section 6.7.2.8).
func matches(source string, self, target *url.URL) bool {
	lower := strings.ToLower(source)
	switch {
	case lower == "*":
		return target.Scheme == "https" || target.Scheme == self.Scheme
	case lower == "'self'":
		return strings.EqualFold(self.Host, target.Host) && upgrades(self.Scheme, target.Scheme)
	case strings.HasPrefix(lower, "'"):
		return false
	case strings.HasSuffix(lower, ":") && !strings.Contains(lower, "/"):
		return upgrades(strings.TrimSuffix(lower, ":"), target.Scheme)
	}
	scheme, rest, found := strings.Cut(source, "://")
	if !found {
		scheme, rest = self.Scheme, source
	}
	hostPort, path, _ := strings.Cut(rest, "/")
	host, port := cutPort(hostPort)
	return upgrades(strings.ToLower(scheme), target.Scheme) && matchesHost(strings.ToLower(host), strings.ToLower(target.Hostname())) &&
		matchesPort(port, target) && matchesPath(path, target.Path)
}

// upgrades: what is allowed over http is allowed over https too.
func upgrades(allowed, scheme string) bool {
	return allowed == scheme || allowed == "http" && scheme == "https"
}

func cutPort(hostPort string) (host, port string) {
	at := strings.LastIndexByte(hostPort, ':')
	if at < 0 || strings.HasSuffix(hostPort, "]") {
		return hostPort, ""
	}
	return hostPort[:at], hostPort[at+1:]
}

func matchesHost(pattern, host string) bool {
	if suffix, wild := strings.CutPrefix(pattern, "*"); wild {
		return strings.HasPrefix(suffix, ".") && strings.HasSuffix(host, suffix)
	}
	return pattern == host
}

func matchesPort(port string, target *url.URL) bool {
	usual := map[string]string{"https": "443", "http": "80"}[target.Scheme]
	asked := target.Port()
	if asked == "" {
		asked = usual
	}
	switch port {
	case "*":
		return true
	case "":
		return asked == usual
	case "80":
		return asked == "80" || asked == "443"
	}
	return port == asked
}

// matchesPath: a path that ends with a slash allows what is below it, any other is one address. rest has no slash in front.
func matchesPath(rest, path string) bool {
	if rest == "" {
		return true
	}
	if strings.HasSuffix(rest, "/") {
		return strings.HasPrefix(path, "/"+rest)
	}
	return path == "/"+rest
}
