"""The words of the Core Business Vocabulary that an event may use bare.

CBV 2.0, 7: each list of words with the beginnings of their full forms, on the web and as URN.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One list of words: the start of their IRI, the start of their URN if any, and the words."""

    iri: str
    urn: str
    words: frozenset[str]


def _words(iri: str, urn: str, text: str) -> Words:
    return Words(iri, urn, frozenset(text.split()))


_CBV = "https://ref.gs1.org/cbv/"
_URN = "urn:epcglobal:cbv:"
GS1_VOCABULARY = "https://gs1.org/voc/"

BIZ_STEPS = _words(
    f"{_CBV}BizStep-",
    f"{_URN}bizstep:",
    """
    accepting arriving assembling collecting commissioning consigning creating_class_instance
    cycle_counting decommissioning departing destroying disassembling dispensing encoding
    entering_exiting holding inspecting installing killing loading other packing picking receiving
    removing repackaging repairing replacing reserving retail_selling sampling sensor_reporting
    shipping staging_outbound stock_taking stocking storing transporting unloading unpacking
    void_shipping
    """,
)
DISPOSITIONS = _words(
    f"{_CBV}Disp-",
    f"{_URN}disp:",
    """
    active available completeness_inferred completeness_verified conformant container_closed
    container_open damaged destroyed dispensed disposed encoded expired in_progress in_transit
    inactive mismatch_class mismatch_instance mismatch_quantity needs_replacement
    no_pedigree_match non_conformant non_sellable_other partially_dispensed recalled reserved
    retail_sold returned sellable_accessible sellable_not_accessible stolen unavailable unknown
    """,
)
BIZ_TRANSACTIONS = _words(
    f"{_CBV}BTT-",
    f"{_URN}btt:",
    "bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt",
)
SOURCES = _words(f"{_CBV}SDT-", f"{_URN}sdt:", "owning_party possessing_party location")
REASONS = _words(f"{_CBV}ER-", f"{_URN}er:", "did_not_occur incorrect_data")
COMPONENTS = _words(
    f"{_CBV}Comp-",
    "",
    """
    x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting
    northing latitude longitude altitude
    """,
)
# CBV 2.0, 7.7, and EffectiveDoseRate, which GS1 added to its web vocabulary afterwards.
MEASUREMENTS = _words(
    GS1_VOCABULARY,
    "",
    """
    AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance
    AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area
    Capacitance Conductance Conductivity Count Density Dimensionless DoseEquivalent
    DoseEquivalentRate DynamicViscosity EffectiveDose EffectiveDoseRate ElectricCharge
    ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency
    Illuminance Inductance Irradiance KinematicViscosity Length LinearMomentum Luminance
    LuminousFlux LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential Mass
    MassConcentration MassFlowRate MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy
    MolarMass MolarVolume Power Pressure RadiantFlux RadiantIntensity Radioactivity
    RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume Speed SurfaceDensity
    SurfaceTension Temperature Time Torque Voltage Volume VolumeFlowRate VolumeFraction
    VolumetricFlux Wavenumber
    """,
)
ALERTS = _words(GS1_VOCABULARY, "", "ALARM_CONDITION ERROR_CONDITION")

# Which list the value of a field is taken from; "type" is of its list.
OF_FIELD = {
    "bizStep": BIZ_STEPS,
    "disposition": DISPOSITIONS,
    "set": DISPOSITIONS,
    "unset": DISPOSITIONS,
    "bizTransactionList": BIZ_TRANSACTIONS,
    "sourceList": SOURCES,
    "destinationList": SOURCES,
    "reason": REASONS,
    "sensorReport": MEASUREMENTS,
    "exception": ALERTS,
    "component": COMPONENTS,
}
