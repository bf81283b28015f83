"""What a simulated mentor sees of the assets that a family was given."""

from datetime import date

from domain.household.commands.assets import InspectAsset, ReportAssetLost
from services.simulation.stage import Stage
from services.simulation.world import Acts


def inspection(stage: Stage, day: date) -> Acts:
    """Yield a look at an asset; nothing where there is none yet."""
    assets = stage.cast.assets.get(stage.family.household_id)
    if not assets:
        return
    asset_id, quantity = stage.random.choice(assets)
    codes = [item.code for item in stage.programme.reasons["asset_condition"]]
    condition = codes[stage.chance(0.2)] if quantity else "absent"
    yield stage.in_field(
        day,
        lambda done: InspectAsset(
            occurred_at=done,
            inspection_id=stage.new_id(),
            asset_id=asset_id,
            respondent_id=stage.family.head.person_id,
            quantity=quantity,
            condition=condition,
            distance_m=stage.random.randint(0, 200),
        ),
    )


def loss(stage: Stage, day: date) -> Acts:
    """Yield the death, theft or breaking of one of what is left."""
    assets = stage.cast.assets.get(stage.family.household_id, [])
    left = [(place, asset) for place, asset in enumerate(assets) if asset[1] > 0]
    if not left:
        return
    place, (asset_id, quantity) = left[0]
    assets[place] = (asset_id, quantity - 1)
    if quantity == 1:
        # Nobody did wrong; who asks where it is asks rightly all the same.
        stage.world.plant("asset_gone", stream=stage.family.household_id, asset=asset_id)
    yield stage.in_field(
        day,
        lambda done: ReportAssetLost(
            occurred_at=done,
            loss_id=stage.new_id(),
            asset_id=asset_id,
            quantity=1,
            reason=stage.reason("asset_loss"),
        ),
    )
