/** A value of a form: text, or lists and objects of it. */
export type FormValue = string | FormValue[] | { [name: string]: FormValue };
type Tree = Map<string, Tree | string>;

/** `a[b]=1&c[0]=2` → `{ a: { b: '1' }, c: ['2'] }`, as Stripe's client writes it. */
export function decodeForm(form: string): Record<string, FormValue> {
  const root: Tree = new Map();
  for (const [name, value] of new URLSearchParams(form)) {
    const path = [
      name.split('[', 1)[0] ?? '',
      ...Array.from(name.matchAll(/\[([^\]]*)\]/g), (m) => m[1] ?? ''),
    ];
    const last = path.pop() ?? '';
    let branch = root;
    for (const step of path) {
      const next = branch.get(step);
      const inner: Tree = next instanceof Map ? next : new Map();
      branch.set(step, inner);
      branch = inner;
    }
    branch.set(last === '' ? String(branch.size) : last, value);
  }
  return Object.fromEntries(Array.from(root, ([name, value]) => [name, valueOf(value)]));
}

function valueOf(tree: Tree | string): FormValue {
  if (typeof tree === 'string') return tree;
  const isList = Array.from(tree.keys()).every((name, index) => name === String(index));
  if (isList) return Array.from(tree.values(), valueOf);
  return Object.fromEntries(Array.from(tree, ([name, value]) => [name, valueOf(value)]));
}
