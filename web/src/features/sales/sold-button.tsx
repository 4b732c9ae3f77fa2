/** Say that one was sold, from wherever it stands; what was entered can be taken back. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { askToEnterSale, askToRemoveSale, type NewSale } from "@/api/sales";
import { formatMoney } from "@/lib/money";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { Dialog } from "@/ui/overlays/dialog";

import { CONDITIONS, dayOf, saleOf, type Draft } from "./sale-draft";
import { SaleForm } from "./sale-form";

type SoldProps = {
  product: { id: string; title: string };
  venue: string;
  /** As it is offered; as new where that is not said. */
  condition: string | null;
  currency: string;
  /** The deal that was bought, and what it had cost by the plan. */
  deal?: { id: string; cost: string };
};

/** One name for a sale, however often it is sent. */
const newRef = () => `screen-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;

function SoldDialog({
  product,
  venue,
  condition,
  currency,
  deal,
  onClose,
}: SoldProps & { onClose: () => void }) {
  const client = useQueryClient();
  const [ref] = useState(newRef);
  const undo = async (id: string) => {
    await askToRemoveSale(id);
    say("The sale is taken back.");
    await client.invalidateQueries();
  };
  const enter = useMutation({
    mutationFn: (sale: NewSale) => askToEnterSale(sale),
    meta: { quiet: true },
    onSuccess: (sale) => {
      onClose();
      say(`Entered: sold for ${formatMoney(sale.price)}. What it is worth is reckoned again.`, {
        label: "Undo",
        run: () => void undo(sale.id),
      });
      void client.invalidateQueries();
    },
  });
  const first: Draft = {
    venue,
    condition: CONDITIONS.find((one) => one === condition) ?? "new",
    currency,
    amount: "",
    cost: deal?.cost ?? "",
    fees: "",
    sold: dayOf(new Date()),
    listed: "",
  };
  return (
    <Dialog title={`Sold: ${product.title}`} onClose={onClose}>
      <SaleForm
        first={first}
        busy={enter.isPending}
        refusal={enter.error}
        onEdit={enter.reset}
        onSave={(draft) => {
          enter.mutate({
            ...saleOf(draft, new Date()),
            product_id: product.id,
            ref,
            ...(deal ? { opportunity_id: deal.id } : {}),
          });
        }}
      />
    </Dialog>
  );
}

export function SoldButton(props: SoldProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        needs="write"
        icon="tag"
        small={props.deal !== undefined}
        onClick={() => {
          setOpen(true);
        }}
      >
        {props.deal ? "Bought and sold it" : "Sold one"}
      </Button>
      {open && (
        <SoldDialog
          {...props}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}
