// Owns the rule that every word on the screen comes from the message catalogue.

const LETTER = /\p{L}/u;

/** Attributes of elements and parts that are read by people. */
const READ =
  /^(aria-(label|description|placeholder|roledescription|valuetext)|alt|consequence|hint|label|lines|meaning|next|note|placeholder|reason|text|title|unit|what|word)$/;

export default {
  meta: {
    type: "problem",
    schema: [],
    messages: { literal: "Words for people come from the message catalogue: {{words}}" },
  },

  create(context) {
    function report(node, words) {
      context.report({ node, messageId: "literal", data: { words: JSON.stringify(words.trim()) } });
    }

    function checkExpression(expression) {
      for (const [node, words] of literals(expression)) {
        if (LETTER.test(words)) {
          report(node, words);
        }
      }
    }

    function checkAttribute(key, values) {
      if (!READ.test(key.name)) {
        return;
      }
      for (const value of values) {
        if (value.type === "SvelteLiteral" && LETTER.test(value.value)) {
          report(value, value.value);
        } else if (value.type === "SvelteMustacheTag") {
          checkExpression(value.expression);
        }
      }
    }

    return {
      SvelteText(node) {
        const isCode = ["SvelteScriptElement", "SvelteStyleElement"].includes(node.parent.type);
        if (!isCode && LETTER.test(node.value)) {
          report(node, node.value);
        }
      },
      "SvelteElement > SvelteMustacheTag"(node) {
        checkExpression(node.expression);
      },
      SvelteAttribute(node) {
        checkAttribute(node.key, node.value);
      },
    };
  },
};

/** The texts that an expression may come to. */
function literals(node) {
  switch (node?.type) {
    case "Literal":
      return typeof node.value === "string" ? [[node, node.value]] : [];
    case "TemplateLiteral":
      return node.quasis.map((quasi) => [quasi, quasi.value.cooked]);
    case "ConditionalExpression":
      return [...literals(node.consequent), ...literals(node.alternate)];
    case "LogicalExpression":
    case "BinaryExpression":
      return ["===", "!==", "<", ">", "<=", ">="].includes(node.operator)
        ? []
        : [...literals(node.left), ...literals(node.right)];
    case "ArrayExpression":
      return node.elements.flatMap(literals);
    default:
      return [];
  }
}
