package main

import (
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// leaves are the commands that do something, by what an operator types.
func leaves(t *testing.T) map[string]*kong.Node {
	t.Helper()
	parser, err := kong.New(&commands{})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]*kong.Node{}
	for _, leaf := range parser.Model.Leaves(true) {
		path := leaf.FullPath()
		found[path[strings.Index(path, " ")+1:]] = leaf
	}
	return found
}

// The help of every command names each of its flags, what it is for, and its environment variable.
func TestHelpNamesEveryFlagAndItsEnvironment(t *testing.T) {
	t.Parallel()
	o := newOperator(t)
	for path, leaf := range leaves(t) {
		help := o.must(append(strings.Fields(path), "--help")...)
		words := strings.Join(strings.Fields(help), " ")
		for _, group := range leaf.AllFlags(true) {
			for _, flag := range group {
				if flag.Name == "help" {
					continue
				}
				if !strings.Contains(words, "--"+flag.Name) || flag.Help == "" {
					t.Errorf("noren %s: nothing about --%s", path, flag.Name)
				}
				if len(flag.Envs) != 1 || !strings.HasPrefix(flag.Envs[0], "NOREN_") || !strings.Contains(words, "($"+flag.Envs[0]+")") {
					t.Errorf("noren %s --%s: its environment variable %v is not named", path, flag.Name, flag.Envs)
				}
			}
		}
	}
}

// Two flags of one command never share a variable.
func TestEnvironmentVariablesAreApart(t *testing.T) {
	t.Parallel()
	for path, leaf := range leaves(t) {
		seen := map[string]string{}
		for _, group := range leaf.AllFlags(false) {
			for _, flag := range group {
				for _, variable := range flag.Envs {
					if other, taken := seen[variable]; taken {
						t.Errorf("noren %s: --%s and --%s are both %s", path, other, flag.Name, variable)
					}
					seen[variable] = flag.Name
				}
			}
		}
	}
}

// Alone, noren says what it can do.
func TestAloneItShowsItsCommands(t *testing.T) {
	t.Parallel()
	help := newOperator(t).must()
	for path := range leaves(t) {
		if !strings.Contains(help, "  "+path+" ") {
			t.Errorf("nothing about %s in:\n%s", path, help)
		}
	}
}
