package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"cel.dev/cel-go/cel"
	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/ext"
	"cel.dev/expr/conformance/test"
	"google.golang.org/protobuf/encoding/prototext"

	_ "cel.dev/expr/conformance/proto2"
	pb2 "cel.dev/expr/conformance/proto2"
	pb3 "cel.dev/expr/conformance/proto3"
)

func kindOf(t *types.Type, inList bool) string {
	switch t.Kind() {
	case types.BoolKind, types.IntKind, types.DoubleKind, types.StringKind, types.NullTypeKind:
		if t.IsAssignableType(types.NullType) && t.Kind() != types.NullTypeKind {
			return "protobuf"
		}
		return ""
	case types.ListKind:
		return kindOf(t.Parameters()[0], true)
	case types.DynKind, types.TypeParamKind, types.AnyKind:
		if inList { return "emptylist" }
		return "dyn"
	case types.UintKind, types.BytesKind, types.MapKind, types.TimestampKind, types.DurationKind, types.TypeKind:
		if t.Kind() == types.MapKind {
			for _, p := range t.Parameters() {
				k := kindOf(p, true)
				if k == "protobuf" || k == "dyn" { return k }
			}
		}
		return "P2"
	case types.StructKind:
		return "protobuf"
	case types.OpaqueKind:
		return "optional"
	}
	return "error-kind"
}

func main() {
	dir := os.Args[1]
	files, _ := filepath.Glob(filepath.Join(dir, "*.textproto"))
	sort.Strings(files)
	for _, f := range files {
		raw, _ := os.ReadFile(f)
		var file test.SimpleTestFile
		if err := (prototext.UnmarshalOptions{DiscardUnknown: true}).Unmarshal(raw, &file); err != nil { fmt.Fprintln(os.Stderr, f, err); os.Exit(1) }
		base := strings.TrimSuffix(filepath.Base(f), ".textproto")
		for _, s := range file.Section {
			seen := map[string]int{}
			for _, t := range s.Test {
				seen[t.Name]++
				name := t.Name
				if seen[t.Name] > 1 { name = fmt.Sprintf("%s#%d", t.Name, seen[t.Name]) }
				fmt.Printf("%s\t%s\t%s\t%s\n", base, s.Name, name, classify(t))
			}
		}
	}
}

func classify(t *test.SimpleTest) string {
	opts := []cel.EnvOption{
		cel.StdLib(), cel.OptionalTypes(), cel.EnableMacroCallTracking(),
		cel.Types(&pb2.TestAllTypes{}, &pb3.TestAllTypes{}, &pb2.Proto2ExtensionScopedMessage{}),
		ext.Bindings(), ext.Encoders(), ext.Math(), ext.Protos(), ext.Strings(), ext.Lists(), ext.TwoVarComprehensions(), ext.Network(),
		cel.Container(t.Container),
	}
	for _, d := range t.TypeEnv {
		o, err := cel.ProtoAsDeclaration(d)
		if err != nil { return "rejected: decl " + err.Error() }
		opts = append(opts, o)
	}
	if t.DisableMacros { opts = append(opts, cel.ClearMacros()) }
	env, err := cel.NewCustomEnv(opts...)
	if err != nil { return "rejected: env " + err.Error() }
	ast, iss := env.Parse(t.Expr)
	if iss.Err() != nil { return "rejected: parse" }
	ast, iss = env.Check(ast)
	if iss.Err() != nil { return "rejected: " + strings.ReplaceAll(strings.SplitN(iss.Err().Error(), "\n", 2)[0], "\t", " ") }
	found := map[string]bool{}
	n := ast.NativeRep()
	celast.PostOrderVisit(n.Expr(), celast.NewExprVisitor(func(e celast.Expr) {
		if e.Kind() == celast.StructKind { found["protobuf"] = true }
		found[kindOf(n.GetType(e.ID()), false)] = true
	}))
	for _, k := range []string{"error-kind", "protobuf", "dyn", "optional", "P2", "emptylist"} {
		if found[k] { return k }
	}
	return "P1"
}
